package dev.nightshift.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonFuzzTest {
    private static final List<String> VALID =
            List.of(
                    "{\"id\":1,\"x\":\"a\\n\"}\n{\"id\":2,\"x\":[1.5,{\"y\":null}]}\n{\"id\":3}\n",
                    "[{\"id\":1,\"x\":\"ä\"},\n{\"id\":2},{\"id\":2}]",
                    "{\"n\":[1],\n\"list\":[{\"id\":\"\\ud83d\"},{}],\"m\":{}}");

    @Property(tries = 300)
    void anyDamageToAGoodFileGivesRecordsOrIsRefused(
            @ForAll("files") String file,
            @ForAll("pieces") String piece,
            @ForAll int place,
            @ForAll boolean isPacked)
            throws IOException {
        int at = Math.floorMod(place, file.length());
        String cut = file.substring(0, at) + piece;
        readOrRefuse(bytes(cut, isPacked));
        readOrRefuse(bytes(cut + file.substring(at), isPacked));
        readOrRefuse(bytes(cut + file.substring(at + 1), isPacked));
        byte[] packed = bytes(file, true);
        packed[Math.floorMod(place, packed.length)] ^= 5;
        readOrRefuse(packed);
    }

    @Property(tries = 300)
    void anyTextOfJsonCharactersGivesRecordsOrIsRefused(@ForAll("jsonCharacters") String text)
            throws IOException {
        readOrRefuse(text.getBytes(StandardCharsets.UTF_8));
        readOrRefuse(("[" + text).getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(VALID);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                "", "{", "}", "[", "]", "\"", ",", ":", "\n", "\0", "\\u0000", "9e9999", "é",
                "{}\n");
    }

    @Provide
    Arbitrary<String> jsonCharacters() {
        return Arbitraries.strings().withChars("{{}}[]\"\":,\n 1x\\").ofMaxLength(40);
    }

    private static byte[] bytes(String text, boolean isPacked) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!isPacked) {
            return bytes;
        }
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    /** Reads the whole file; every record comes out once, in order. */
    private static void readOrRefuse(byte[] file) throws IOException {
        for (String name : List.of("x.jsonl", "x.json", "x")) {
            try (Records records =
                    InputReader.open(
                            new ByteArrayInputStream(file), name, InputHints.NONE, null, true)) {
                var ids = new HashSet<String>();
                long ordinal = 0;
                for (Row row = records.next(); row != null; row = records.next()) {
                    assertThat(row.ordinal()).isEqualTo(ordinal++);
                    switch (row) {
                        case Row.Usable(SourceRecord record) ->
                                assertThat(ids.add(record.id())).isTrue();
                        case Row.Unusable unusable ->
                                assertThat(unusable.message()).isNotBlank().doesNotContain("\n");
                    }
                }
                assertThat(records.rowsRead()).isEqualTo(ordinal);
            } catch (UnreadableInputException refused) {
                assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n");
            }
        }
    }
}
