package dev.nightshift.record;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CsvRoundTripTest {
    @Property(tries = 500)
    void anyTableIsReadBackExactly(
            @ForAll("tables") List<List<String>> rows, @ForAll("forms") Form form)
            throws IOException {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < rows.getFirst().size(); i++) {
            columns.add("column " + i);
        }

        String file = form.write(columns, rows);

        assertThat(read(file, form.delimiter)).isEqualTo(rows);
    }

    private static List<List<String>> read(String file, char delimiter) throws IOException {
        var in = new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
        var read = new ArrayList<List<String>>();
        var hints = InputHints.NONE.withDelimiter(String.valueOf(delimiter));
        try (Records records = InputReader.open(in, "x.csv", hints, null, true)) {
            for (Row row = records.next(); row != null; row = records.next()) {
                SourceRecord record = ((Row.Usable) row).record();
                assertThat(record.ordinal()).isEqualTo(read.size());
                read.add(List.copyOf(record.fields().values()));
            }
        }
        return read;
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return Arbitraries.integers()
                .between(1, 5)
                .flatMap(
                        columns -> cells().list().ofSize(columns).list().ofMinSize(1).ofMaxSize(8));
    }

    private static Arbitrary<String> cells() {
        var awkward = Arbitraries.strings().withChars("\",;\t|\r\n ax'#=").ofMaxLength(12);
        var unicode =
                Arbitraries.integers()
                        .between(1, 0x10FFFF)
                        .filter(c -> c < 0xD800 || c > 0xDFFF)
                        .list()
                        .ofMaxSize(8)
                        .map(
                                points -> {
                                    var text = new StringBuilder();
                                    points.forEach(text::appendCodePoint);
                                    return text.toString();
                                });
        return Arbitraries.oneOf(awkward, unicode);
    }

    @Provide
    Arbitrary<Form> forms() {
        return Combinators.combine(
                        Arbitraries.of(',', ';', '\t'),
                        Arbitraries.of(LineDelimiter.LF, LineDelimiter.CRLF, LineDelimiter.CR),
                        Arbitraries.of(true, false))
                .as(Form::new);
    }

    /** One way to write CSV. */
    record Form(char delimiter, LineDelimiter lineEnd, boolean quoteAll) {
        String write(List<String> columns, List<List<String>> rows) throws IOException {
            var file = new StringWriter();
            try (CsvWriter csv =
                    CsvWriter.builder()
                            .fieldSeparator(delimiter)
                            .lineDelimiter(lineEnd)
                            .quoteStrategy(
                                    quoteAll || columns.size() == 1
                                            ? QuoteStrategies.ALWAYS
                                            : QuoteStrategies.REQUIRED)
                            .build(file)) {
                csv.writeRecord(columns);
                rows.forEach(csv::writeRecord);
            }
            return file.toString();
        }
    }
}
