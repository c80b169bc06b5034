package dev.nightshift.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CsvFuzzTest {
    private static final byte[] VALID =
            """
            id,name,text
            1,Ada,plain
            2,"Grace, Hopper","two
            lines"
            3,Edsger,"say ""hi""!"
            4,Žofie,😀
            5,"",

            6,Barbara,last
            """
                    .getBytes(StandardCharsets.UTF_8);

    @Property(tries = 2000)
    void anyBytesGiveRowsOrAreRefused(@ForAll byte[] file) throws IOException {
        readOrRefuse(file);
    }

    @Property(tries = 2000)
    void anyTextOfCsvCharactersGivesRowsOrIsRefused(
            @ForAll("csvCharacters") String text, @ForAll boolean afterAGoodHeader)
            throws IOException {
        String file = afterAGoodHeader ? "a,b\n" + text : text;
        readOrRefuse(file.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 2000)
    void anyDamageToAGoodFileGivesRowsOrIsRefused(@ForAll("damages") List<Damage> damages)
            throws IOException {
        byte[] file = VALID.clone();
        for (Damage damage : damages) {
            file = damage.done(file);
        }
        readOrRefuse(file);
    }

    @Provide
    Arbitrary<String> csvCharacters() {
        return Arbitraries.strings().withChars("\"\",,\n\r x").ofMaxLength(40);
    }

    @Provide
    Arbitrary<List<Damage>> damages() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, VALID.length - 1),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.oneOf(
                                Arbitraries.bytes(),
                                Arbitraries.of((byte) '"', (byte) ',', (byte) '\n', (byte) '\r')))
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    /** Reads the whole file; every row comes out once, in order, with a line of its own. */
    private static void readOrRefuse(byte[] file) throws IOException {
        try (Records records =
                InputReader.open(
                        new ByteArrayInputStream(file), "x.csv", InputHints.NONE, null, true)) {
            var ids = new HashSet<String>();
            long ordinal = 0;
            // Only of a table is the first line no row.
            long line = records.form().format() == InputForm.Format.CSV ? 1 : 0;
            for (Row row = records.next(); row != null; row = records.next()) {
                assertThat(row.ordinal()).isEqualTo(ordinal++);
                assertThat(row.line()).isGreaterThan(line);
                line = row.line();
                switch (row) {
                    case Row.Usable(SourceRecord record) -> {
                        assertThat(record.fields().keySet())
                                .containsExactlyElementsOf(records.columns());
                        assertThat(ids.add(record.id())).isTrue();
                    }
                    case Row.Unusable unusable ->
                            assertThat(unusable.message())
                                    .isNotBlank()
                                    .doesNotContain("\n", "more than 16384");
                }
            }
            assertThat(records.rowsRead()).isEqualTo(ordinal);
        } catch (UnreadableInputException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n", "16384");
        }
    }

    /** One byte changed, put in or taken out, or the file cut off there. */
    record Damage(int at, int how, byte value) {
        byte[] done(byte[] file) {
            int here = Math.min(at, Math.max(0, file.length - 1));
            int dropped = file.length == 0 || how == 1 ? 0 : how == 3 ? file.length - here : 1;
            byte[] put = how == 0 || how == 1 ? new byte[] {value} : new byte[0];
            byte[] damaged = new byte[file.length - dropped + put.length];
            System.arraycopy(file, 0, damaged, 0, here);
            System.arraycopy(put, 0, damaged, here, put.length);
            System.arraycopy(
                    file, here + dropped, damaged, here + put.length, file.length - here - dropped);
            return damaged;
        }
    }
}
