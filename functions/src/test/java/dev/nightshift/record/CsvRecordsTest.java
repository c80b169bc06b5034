package dev.nightshift.record;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecordsTest {
    private static final InputHints PLAIN =
            InputHints.NONE.withDelimiter(",").withEncoding("utf-8");

    @ParameterizedTest
    @ValueSource(strings = {"crlf.csv", "cr.csv"})
    void readsRowsInOrderWhateverEndsTheLines(String file) throws IOException {
        assertThat(rows(file))
                .containsExactly(
                        usable(0, 2, "1", Map.of("id", "1", "name", "Ada")),
                        usable(1, 3, "2", Map.of("id", "2", "name", "Grace")));
    }

    @Test
    void lineEndsMayBeMixedAndTheLastMissing() throws IOException {
        assertThat(rows("mixed-line-ends.csv"))
                .extracting(Row::line)
                .containsExactly(2L, 3L, 4L, 6L);
    }

    @Test
    void byteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
        try (Records records = open("bom.csv", PLAIN)) {
            assertThat(records.columns()).containsExactly("id", "name");
            assertThat(((Row.Usable) requireNonNull(records.next())).record().id()).isEqualTo("1");
        }
    }

    @Test
    void blankLinesAreNoRows() throws IOException {
        assertThat(rows("blank-lines.csv")).extracting(Row::line).containsExactly(5L, 8L);
    }

    @Test
    void quotedCellsKeepLineBreaksQuotesAndDelimiters() throws IOException {
        assertThat(texts("line-breaks-in-cells.csv", "text"))
                .containsExactly("first\nsecond\r\nthird", "say \"hi\", and go", "5\" pipe");
        assertThat(rows("line-breaks-in-cells.csv"))
                .extracting(Row::line)
                .containsExactly(2L, 5L, 6L);
    }

    @Test
    void namesAndIdsLoseTheirSpacesAndValuesKeepThem() throws IOException {
        assertThat(rows("spaces.csv"))
                .containsExactly(usable(0, 2, "1", Map.of("id", " 1 ", "name", "  Ada ")));
    }

    @Test
    void columnsComeInTheOrderOfTheFile() throws IOException {
        Row row = rows("ragged.csv").getFirst();
        assertThat(((Row.Usable) row).record().fields().keySet())
                .containsExactly("id", "name", "city");
    }

    @Test
    void raggedRowIsLeftOutAndItsIdStaysFree() throws IOException {
        assertThat(rows("ragged.csv"))
                .map(CsvRecordsTest::brief)
                .containsExactly(
                        "1",
                        "line 3, 2: The row has 2 cells, the header has 3",
                        "line 4, 3: The row has 4 cells, the header has 3",
                        "4",
                        "2");
    }

    @Test
    void unusableRowKeepsWhatCouldBeRead() throws IOException {
        assertThat(((Row.Unusable) rows("ragged.csv").get(1)).fields())
                .isEqualTo(Map.of("id", "2", "name", "Grace"));
    }

    @Test
    void laterRowsWithAnIdAreLeftOut() throws IOException {
        assertThat(rows("duplicate-ids.csv"))
                .map(CsvRecordsTest::brief)
                .containsExactly(
                        "1",
                        "2",
                        "line 4, 1: The id \"1\" already stands on line 2",
                        "line 5, 1: The id \"1\" already stands on line 2");
    }

    @Test
    void duplicatesOfPassedOverRowsAreKnown() throws IOException {
        try (Records records = open("duplicate-ids.csv", PLAIN)) {
            records.skip(2);

            Row row = requireNonNull(records.next());

            assertThat(row.ordinal()).isEqualTo(2);
            assertThat(((Row.Unusable) row).reason()).isEqualTo(SkipReason.DUPLICATE_ID);
        }
    }

    @Test
    void passingOverMoreThanThereIsEndsAtTheEnd() throws IOException {
        try (Records records = open("duplicate-ids.csv", PLAIN)) {
            records.skip(Long.MAX_VALUE);

            assertThat(records.next()).isNull();
            assertThat(records.rowsRead()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no-id-column.csv,line-2 line-4",
        "empty-ids.csv,line-2 line-3 3",
        "upper-case-id-column.csv,a-1"
    })
    void rowsWithoutAnIdAreCalledAfterTheirLine(String file, String ids) throws IOException {
        assertThat(rows(file))
                .map(row -> ((Row.Usable) row).record().id())
                .containsExactly(ids.split(" "));
    }

    @Test
    void anyColumnCanHoldTheIds() throws IOException {
        var byName = PLAIN.withIdColumn("name");
        try (Records records = open("crlf.csv", byName)) {
            assertThat(((Row.Usable) requireNonNull(records.next())).record().id())
                    .isEqualTo("Ada");
        }
    }

    @Test
    void unknownIdColumnIsRefusedWithTheColumnsThereAre() {
        assertThatExceptionOfType(UnreadableInputException.class)
                .isThrownBy(() -> open("crlf.csv", PLAIN.withIdColumn("key")))
                .withMessage("There is no id column \"key\"; the columns are \"id\", \"name\"");
    }

    @Test
    void cellsMayBeSeparatedOtherwise() throws IOException {
        try (Records records = open("tabs.csv", InputHints.NONE.withDelimiter("tab"))) {
            assertThat(records.columns()).containsExactly("id", "name");
        }
    }

    @Test
    void fileWithoutRowsHasColumnsAndEnds() throws IOException {
        try (Records records = open("header-only.csv", PLAIN)) {
            assertThat(records.next()).isNull();
            assertThat(records.rowsRead()).isZero();
        }
    }

    @Test
    void strayQuoteSpoilsItsOwnRowOnly() throws IOException {
        assertThat(rows("stray-quote.csv"))
                .map(CsvRecordsTest::brief)
                .containsExactly(
                        "1",
                        "line 3, line-3: The row has text after a closing quote; write a quote inside a cell twice",
                        "3",
                        "line 5, line-5: The row has text after a closing quote; write a quote inside a cell twice",
                        "5");
    }

    @Test
    void rowsSwallowedByAQuoteAreReportedWithTheirLines() throws IOException {
        assertThat(rows("unclosed-quote-closed-by-a-later-row.csv"))
                .map(CsvRecordsTest::brief)
                .containsExactly(
                        "1",
                        "2",
                        "line 5, 4: The row from line 5 to 6 has 3 cells, the header has 2; is a quote left open?",
                        "6");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latin1.csv|Line 3 is not UTF-8 (byte 0xEB at offset 18)",
                "latin1.csv|say its encoding, such as windows-1252",
                "truncated-utf8.csv|Line 2 is not UTF-8 (byte 0xC3 at offset 12)",
                "utf16.csv|Line 1 is not UTF-8 (byte 0xFF at offset 0)",
                "utf16-without-bom.csv|Line 1 holds a NUL character",
                "nul.csv|Line 3 holds a NUL character",
                "png.csv|The file is a PNG image",
                "spreadsheet.csv|a spreadsheet (XLSX) or ZIP archive: open it and export it as CSV (UTF-8)",
                "old-spreadsheet.csv|(XLS)",
                "pdf.csv|The file is a PDF",
                "gzip.csv|gzip cannot unpack it",
                "html.csv|looks like HTML or XML",
                "xml.csv|looks like HTML or XML",
                "empty.csv|The file is empty",
                "only-blank-lines.csv|The file has only empty lines",
                "semicolons.csv|Line 1: the header has one column and a semicolon (;) in it",
                "quoted-semicolons.csv|the header has one column and a semicolon (;) in it",
                "tabs.csv|one column and a tab in it: separate the cells with a comma",
                "empty-column-name.csv|Line 1: column 2 of 3 has no name",
                "trailing-commas-in-header.csv|Line 1: column 3 of 4 has no name",
                "duplicate-columns.csv|Line 1: columns 2 and 4 are both named \"name\"",
                "unclosed-quote.csv|The quote opened on line 3 is never closed",
                "stray-quote-with-line-break.csv|The cell quoted on line 3 goes on after its closing quote on line 3",
                "quoted-word-before-text.csv|The cell quoted on line 3 goes on after its closing quote on line 3",
                "stray-quote-after-line-break.csv|The cell quoted on line 3 goes on after its closing quote on line 4",
            })
    void refusesWhatCannotBeReadAndSaysWhereAndWhatToDo(String file, String message) {
        assertThatExceptionOfType(UnreadableInputException.class)
                .isThrownBy(() -> rows(file))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void rowsBeforeABrokenByteComeOut() throws IOException {
        try (Records records = open("latin1.csv", PLAIN)) {
            assertThat(records.next()).isInstanceOf(Row.Usable.class);
            assertThatExceptionOfType(UnreadableInputException.class).isThrownBy(records::next);
        }
    }

    @Test
    void quoteThatIsNeverClosedDoesNotFillTheMemory() {
        var endless = new Repeated("id,text\n1,\"", "swallowed,row\n", Long.MAX_VALUE);
        assertThatExceptionOfType(UnreadableInputException.class)
                .isThrownBy(() -> rows(endless))
                .withMessageContaining("The quote opened on line 2 is not closed within 16777216");
    }

    @Test
    void overlongRowIsLeftOutAndTheNextIsRead() throws IOException {
        String cell = "x".repeat(RowSplitter.LONGEST_ROW + 1);
        assertThat(rows(bytes("id,text\n1," + cell + "\n2,short\n")))
                .map(CsvRecordsTest::brief)
                .containsExactly("line 2, line-2: The row is longer than 16777216 characters", "2");
    }

    @Test
    void rowWithTooManyCellsIsLeftOut() throws IOException {
        assertThat(rows(bytes("id,text\n1" + ",".repeat(20_000) + "\n2,short\n")))
                .map(CsvRecordsTest::brief)
                .containsExactly("line 2, line-2: The row has more than 16384 cells", "2");
    }

    @Test
    void moreRowsThanTheLimitAreRefused() {
        var endless = new Repeated("text\n", "x\n", Long.MAX_VALUE);
        assertThatExceptionOfType(UnreadableInputException.class)
                .isThrownBy(() -> rowCount(endless))
                .withMessage("The file has more than 5000000 rows: split it");
    }

    @Test
    void fileIsClosedWhenItCannotBeOpened() {
        var closed = new AtomicBoolean();
        var in =
                new ByteArrayInputStream(new byte[0]) {
                    @Override
                    public void close() {
                        closed.set(true);
                    }
                };
        assertThatExceptionOfType(UnreadableInputException.class)
                .isThrownBy(() -> InputReader.open(in, "x.csv", PLAIN, null, true));
        assertThat(closed).isTrue();
    }

    private static void rowCount(InputStream in) throws IOException {
        try (Records records = InputReader.open(in, "x.csv", PLAIN, null, true)) {
            records.skip(Long.MAX_VALUE);
        }
    }

    private static List<String> texts(String file, String column) throws IOException {
        return rows(file).stream()
                .map(row -> requireNonNull(((Row.Usable) row).record().fields().get(column)))
                .toList();
    }

    private static String brief(Row row) {
        return switch (row) {
            case Row.Usable(SourceRecord record) -> record.id();
            case Row.Unusable(_, long line, String id, _, String message, _) ->
                    "line " + line + ", " + id + ": " + message;
        };
    }

    private static Row usable(long ordinal, long line, String id, Map<String, String> fields) {
        return new Row.Usable(new SourceRecord(ordinal, line, id, fields));
    }

    private static List<Row> rows(String file) throws IOException {
        return rows(resource(file));
    }

    private static List<Row> rows(InputStream in) throws IOException {
        try (Records records = InputReader.open(in, "x.csv", PLAIN, null, true)) {
            var rows = new ArrayList<Row>();
            for (Row row = records.next(); row != null; row = records.next()) {
                rows.add(row);
            }
            return rows;
        }
    }

    private static Records open(String file, InputHints hints) throws IOException {
        return InputReader.open(resource(file), file, hints, null, true);
    }

    private static InputStream resource(String file) {
        return requireNonNull(CsvRecordsTest.class.getResourceAsStream(file), file);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
