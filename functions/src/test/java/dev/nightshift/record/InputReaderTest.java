package dev.nightshift.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputReaderTest {
    private static final String LINES =
            """
            {"id":1,"name":"Ada"}
            {"id":2,"name":"Grace"}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "id,name\\n1,Ada\\n2,Grace!CSV",
                "id;name\\n1;Ada\\n2;Grace!CSV, semicolons",
                "id\\tname\\n1\\tAda\\n2\\tGrace!CSV, tabs",
                "id|name\\n1|Ada\\n2|Grace!CSV, pipes",
                "id;'name; known as'\\n1;'Ada, B'\\n2;'Grace, H'!CSV, semicolons",
                "id;age;name,x\\n1;2;Ada,y\\n2;3;Grace,z!CSV, semicolons",
                "[{'id':1,'name':'Ada'},{'id':2,'name':'Grace'}]!JSON",
                "{'id':1,'name':'Ada'}\\n{'id':2,'name':'Grace'}!JSON lines",
                "{'total':2,\\n'people':[{'id':1,'name':'Ada'},{'id':2,'name':'Grace'}]}!JSON",
                "{'people':[{'id':1,'name':'Ada'},{'id':2,'name':'Grace'}],'tags':['x',{}]}!JSON",
            })
    void contentSaysWhatAFileIs(String content, String form) throws IOException {
        String text = content.replace("\\n", "\n").replace("\\t", "\t").replace("'", "\"");
        try (Records records = open(text, "input")) {
            assertThat(records.form().described()).isEqualTo(form);
            assertThat(records.columns()).startsWith("id");
            assertThat(records.hasAllColumns()).isTrue();
            assertThat(rows(records))
                    .map(row -> ((Row.Usable) row).record().id())
                    .containsExactly("1", "2");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "a.jsonl!{broken!JSON lines",
                "a.jsonl!nonsense!JSON lines",
                "A.NDJSON.GZ!{'id':1}!JSON lines",
                "a.jsonl![{'id':1}]!JSON",
                "a.json!{'id':1}\\n{'id':2}!JSON lines",
                "a.csv!{'id':1,'list':[]}!JSON lines",
                "a.csv!{'id':\\n{'id':1}\\n{'id':2}!JSON lines",
            })
    void nameHelpsWhereContentLeavesAChoice(String name, String content, String form)
            throws IOException {
        String text = content.replace("\\n", "\n").replace("'", "\"");
        try (Records records = open(text, name)) {
            assertThat(records.form().described()).isEqualTo(form);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8,false,CSV",
        "UTF-8,true,CSV",
        "UTF-16LE,true,'CSV, UTF-16LE'",
        "UTF-16BE,true,'CSV, UTF-16BE'",
        "windows-1252,false,'CSV, windows-1252'"
    })
    void encodingIsFoundOut(Charset encoding, boolean hasMark, String form) throws IOException {
        String text = (hasMark ? "\uFEFF" : "") + "id,name\n1,Zoë €\n";
        try (Records records = open(text.getBytes(encoding), "a.csv", InputHints.NONE)) {
            assertThat(records.form().described()).isEqualTo(form);
            assertThat(fields(rows(records).getFirst())).containsEntry("name", "Zoë €");
        }
    }

    @Test
    void whatIsNoTextIsRefused() {
        byte[] noise = new byte[10_000];
        new Random(7).nextBytes(noise);

        assertThatExceptionOfType(UnreadableInputException.class)
                .isThrownBy(() -> open(noise, "a.csv", InputHints.NONE))
                .withMessageContaining("The file is no text");
    }

    @Test
    void whatIsSaidIsNotFoundOut() throws IOException {
        var hints = InputHints.NONE.withDelimiter("pipe").withEncoding("iso-8859-15");
        byte[] file = "id|name;x,y\n1|12 ¤;\n".getBytes(StandardCharsets.ISO_8859_1);
        try (Records records = open(file, "a.csv", hints)) {
            assertThat(records.form().described()).isEqualTo("CSV, pipes, ISO-8859-15");
            assertThat(fields(rows(records).getFirst())).containsEntry("name;x,y", "12 €;");
        }
    }

    @Test
    void aLaterByteThatIsNotUtf8IsRefusedWithItsPlace() {
        byte[] file =
                ("id,text\n" + "1,x\n".repeat(30_000) + "2,Zo").getBytes(StandardCharsets.UTF_8);
        byte[] broken = Arrays.copyOf(file, file.length + 1);
        broken[file.length] = (byte) 0xEB;
        assertRefused(broken, "a.csv", "Line 30002 is not UTF-8 (byte 0xEB at offset 120012)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "comma,", "\"", ""})
    void whatIsNoDelimiterIsSaid(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InputHints.NONE.withDelimiter(text))
                .withMessageContaining("is no delimiter; say one character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-9", "no such", ""})
    void whatIsNoEncodingIsSaid(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InputHints.NONE.withEncoding(name))
                .withMessageContaining("is no encoding; say one such as utf-8");
    }

    @Test
    void hintsSurviveAsText() {
        var hints = InputHints.NONE.withDelimiter("tab").withEncoding("UTF8").withIdColumn("x");
        assertThat(
                        InputHints.NONE
                                .withDelimiter(hints.delimiterText())
                                .withEncoding(hints.encodingText())
                                .withIdColumn(hints.idColumn()))
                .isEqualTo(hints);
    }

    @Test
    void packedFilesAreUnpackedAllTheirMembers() throws IOException {
        var rows = new StringBuilder("id,name\n");
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            rows.append(i).append(',').append(random.nextLong()).append('\n');
        }
        // Where the first ends it has nothing available, as streams from a network have not.
        var in =
                new SequenceInputStream(
                        new ByteArrayInputStream(packed(rows.toString())),
                        new ByteArrayInputStream(packed("last,Grace\n")));
        try (Records records = InputReader.open(in, "a.csv.gz", InputHints.NONE, null, true)) {
            assertThat(records.form().described()).isEqualTo("CSV, gzip");
            assertThat(rows(records)).hasSize(20_001);
        }
    }

    @Test
    void packedFileWithoutItsEndIsRefused() {
        byte[] whole = packed("id,name\n" + "1,Ada\n".repeat(5_000));
        for (int length : new int[] {2, 9, 12, whole.length / 2, whole.length - 1}) {
            assertRefused(Arrays.copyOf(whole, length), "a.csv.gz", "gzip cannot unpack it");
        }
        assertRefused(packed(packed("id\n1\n")), "a.gz", "compressed with gzip twice");
    }

    @Test
    void nestedValuesAreCompactJsonAndNumbersStayAsWritten() throws IOException {
        Row row =
                rows("""
                        {"id": 12345678901234567890.10, "on": true, "no": null, "big": 1e999, "list": [1.50, "x"], "place": {"city": "Köln", "at": [ ]}}
                        {"id": 2}
                        """)
                        .getFirst();
        assertThat(fields(row))
                .isEqualTo(
                        Map.of(
                                "id", "12345678901234567890.10",
                                "on", "true",
                                "no", "",
                                "big", "1e999",
                                "list", "[1.50,\"x\"]",
                                "place", "{\"city\":\"Köln\",\"at\":[]}"));
        assertThat(((Row.Usable) row).record().id()).isEqualTo("12345678901234567890.10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':2|is broken JSON at column 8",
                "{'id':2} {}|has more on its line than one object",
                "[1]|is no JSON object",
                "nonsense|is broken JSON at column",
                "{'id':2,'id':3}|has the field \"id\" twice",
                "{'id':2,'x':'a\\u0000b'}|holds a NUL character in the field \"x\"",
                "{'id':NaN}|is broken JSON at column",
            })
    void brokenLineIsLeftOutAndTheNextGoesOn(String line, String problem) throws IOException {
        List<Row> rows =
                rows("{\"id\":1}\n{\"id\":0}\n" + line.replace('\'', '"') + "\n\n{\"id\":4}");
        assertThat(rows).hasSize(4);
        assertThat(((Row.Unusable) rows.get(2)).message())
                .startsWith("The record " + problem)
                .doesNotContain("\n");
        assertThat(rows.get(2).line()).isEqualTo(3);
        assertThat(rows.get(3).line()).isEqualTo(5);
        assertThat(rows.get(3)).isInstanceOf(Row.Usable.class);
    }

    @Test
    void deepHugeAndLongLinesAreLeftOut() throws IOException {
        String deep = "{\"x\":" + "[".repeat(500) + "]".repeat(500) + "}";
        String number = "{\"x\":" + "9".repeat(2_000) + "}";
        String wide = "{\"x\":0" + ",\"%d\":0".repeat(17_000) + "}";
        String longest = "{\"x\":\"" + "y".repeat(Records.MAX_CHARACTERS) + "\"}";
        var keys = new StringBuilder("{\"x\":0");
        for (int i = 0; i < 17_000; i++) {
            keys.append(",\"k").append(i).append("\":0");
        }
        String file =
                String.join("\n", LINES.strip(), deep, number, wide, longest, keys + "}", "{}");
        assertThat(rows(file).subList(2, 8))
                .map(row -> row instanceof Row.Unusable bad ? bad.message() : "usable")
                .satisfiesExactly(
                        one -> assertThat(one).contains("nesting depth"),
                        one -> assertThat(one).contains("Number value length"),
                        one -> assertThat(one).contains("twice"),
                        one -> assertThat(one).endsWith("is longer than 16777216 characters"),
                        one -> assertThat(one).endsWith("has more than 16384 fields"),
                        one -> assertThat(one).isEqualTo("usable"));
    }

    @Test
    void aLineWithoutEndDoesNotFillTheMemory() throws IOException {
        var endless = new Repeated("{\"x\":\"", "0123456789", 4_000_000);
        try (Records records = InputReader.open(endless, "a.jsonl", InputHints.NONE, null, true)) {
            assertThat(((Row.Unusable) rows(records).getFirst()).message())
                    .endsWith("is longer than 16777216 characters");
        }
    }

    @Test
    void halfASurrogatePairIsReplaced() throws IOException {
        Row row = rows("{\"id\":1,\"x\":\"a\\ud83d\",\"y\":[\"\\ude00b\"]}\n{}").getFirst();
        assertThat(fields(row)).containsEntry("x", "a\uFFFD").containsEntry("y", "[\"\uFFFDb\"]");
    }

    @Test
    void recordsOfADocumentLieWhereThePathLeads() throws IOException {
        String document =
                """
                {"a": {"list": [{"id": "no"}], "items": [{"id": "x", "deep": {"list": [{}]}}, 5]},
                 "items": [{"id": "neither"}]}
                """;
        try (Records records = open(document, List.of("a", "items"))) {
            List<Row> rows = rows(records);
            assertThat(((Row.Usable) rows.getFirst()).record().id()).isEqualTo("x");
            assertThat(((Row.Unusable) rows.get(1)).message())
                    .isEqualTo("The record is no JSON object");
            assertThat(rows).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':[{}],\\n'b':{'c':[{}]}}|Line 2, column|lists of objects at \"a\" and \"b.c\"; say with records: in the task",
                "{'a':[1],\\n'b':{}}|no list of objects; it has \"a\", \"b\"|",
                "[{'id':1},\\n{'id':2|Line 2, column 8, after 1 records: the JSON is broken|",
                "[{'id':1}]\\n[]|Line 2, column 1, after 1 records: something follows the document|",
                "[{'id':1},\\n|Line 2, column|the JSON is broken",
                "{\\n'x|the JSON is broken|",
            })
    void aDocumentThatBreaksSaysWhere(String text, String message, @Nullable String more) {
        String document = text.replace('\'', '"').replace("\\n", "\n");
        assertRefused(document.getBytes(StandardCharsets.UTF_8), "a.json", message);
        if (more != null) {
            assertRefused(document.getBytes(StandardCharsets.UTF_8), "a.json", more);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"list.x|no list at \"list.x\"", "id|no list at \"id\"", "b|no list at \"b\""})
    void aPathThatLeadsNowhereIsRefused(String path, String message) {
        assertThatExceptionOfType(UnreadableInputException.class)
                .isThrownBy(
                        () ->
                                open(
                                                "{\"id\":1,\n\"list\":[{}],\"b\":{}}",
                                                List.of(path.split("\\.")))
                                        .next())
                .withMessageContaining(message);
    }

    @Test
    void aFileNamedAsJsonMustBeIt() {
        assertRefused("id,x\n1,2".getBytes(StandardCharsets.UTF_8), "A.JSON", "named as JSON");
    }

    @Test
    void recordsOfADocumentWithoutIdsAreCalledAfterTheirPlace() throws IOException {
        assertThat(rows("[{\"x\":1},{\"x\":2}]"))
                .map(row -> ((Row.Usable) row).record().id())
                .containsExactly("record-1", "record-2");
    }

    @Test
    void equalIdsAreFoundInJson() throws IOException {
        assertThat(((Row.Unusable) rows(LINES + LINES).get(2)).reason())
                .isEqualTo(SkipReason.DUPLICATE_ID);
    }

    @Test
    void fieldsThatComeLateAreNoColumns() throws IOException {
        var file = new StringBuilder("{\"id\":\"a\",\"b\":1}\n".repeat(1));
        for (int i = 0; i < 1_100; i++) {
            file.append("{\"c\":").append(i).append(i > 1_050 ? ",\"late\":1" : "").append("}\n");
        }
        try (Records records = open(file.toString(), "a.jsonl")) {
            assertThat(records.columns()).containsExactly("id", "b", "c");
            assertThat(records.hasAllColumns()).isFalse();
            assertThat(fields(rows(records).getLast())).containsKey("late");
            assertThat(records.rowsRead()).isEqualTo(1_101);
        }
    }

    @Test
    void passedOverRowsAreReadTheSameWay() throws IOException {
        try (Records records = open(LINES + LINES, "a.jsonl")) {
            records.skip(2);
            assertThat(records.next()).isInstanceOf(Row.Unusable.class);
        }
    }

    private static void assertRefused(byte[] file, String name, String message) {
        assertThatExceptionOfType(UnreadableInputException.class)
                .isThrownBy(() -> rows(open(file, name, InputHints.NONE)))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    private static Map<String, String> fields(Row row) {
        return ((Row.Usable) row).record().fields();
    }

    private static List<Row> rows(String text) throws IOException {
        try (Records records = open(text, "input")) {
            return rows(records);
        }
    }

    private static List<Row> rows(Records records) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Row row = records.next(); row != null; row = records.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static Records open(String text, String name) throws IOException {
        return open(text.getBytes(StandardCharsets.UTF_8), name, InputHints.NONE);
    }

    private static Records open(String text, List<String> path) throws IOException {
        return InputReader.open(bytes(text), "a.json", InputHints.NONE, path, true);
    }

    private static Records open(byte[] file, String name, InputHints hints) throws IOException {
        return InputReader.open(new ByteArrayInputStream(file), name, hints, null, true);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] packed(String text) {
        return packed(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] packed(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }
}
