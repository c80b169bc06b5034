package dev.nightshift.result;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files that results are kept in, one row for each record of the input, in its order. */
public enum ResultFormat {
    /** One JSON object a line. */
    JSONL {
        @Override
        boolean isWithin(int character, boolean within) {
            return false;
        }

        @Override
        String outcome(byte[] row) throws IOException {
            return head(row).path("outcome").asText();
        }

        @Override
        byte[] shortened(byte[] row) throws IOException {
            return (head(row).put("omitted_bytes", row.length) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        }
    },
    /** A table with a header. */
    CSV {
        // A row may end only outside of quotes, and a quote within quotes is doubled.
        @Override
        boolean isWithin(int character, boolean within) {
            return (character == '"') != within;
        }

        // The last columns are the outcome, its detail and the cost.
        @Override
        String outcome(byte[] row) {
            List<String> cells = cells(row);
            return cells.size() < 3 ? "" : cells.get(cells.size() - 3);
        }

        @Override
        byte[] shortened(byte[] row) {
            var text = new StringWriter();
            try (var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
                csv.writeRecord(
                        cells(row).stream()
                                .map(cell -> cell.length() > SHORT_CELL ? "" : cell)
                                .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFactory PARSERS = new JsonFactory();

    /** Even 16,384 cells of so many characters, the most a row has, fit into a page. */
    private static final int SHORT_CELL = 30;

    private static final int SHORT_TEXT = 1_000;
    private static final int LONGEST_ROW = 64 * 1024 * 1024;

    /** The ending of the file's name. */
    public String wire() {
        return this == JSONL ? "jsonl" : "csv";
    }

    /**
     * Whether the next character stands where no row can end.
     *
     * @param character the one before it
     * @param within whether that one stood so
     */
    abstract boolean isWithin(int character, boolean within);

    /** The outcome that a row tells. */
    abstract String outcome(byte[] row) throws IOException;

    /** What is told of a row that is too large for a page: all that is short. */
    abstract byte[] shortened(byte[] row) throws IOException;

    /** What a line of JSON tells before its large values: the plain ones it begins with. */
    private static ObjectNode head(byte[] row) throws IOException {
        ObjectNode head = JSON.createObjectNode();
        try (JsonParser json = PARSERS.createParser(row)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME && !json.currentName().equals("text")) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING) {
                    String text = json.getText();
                    head.put(name, text.substring(0, Math.min(SHORT_TEXT, text.length())));
                } else if (value == JsonToken.VALUE_NUMBER_INT) {
                    head.put(name, json.getLongValue());
                } else {
                    break;
                }
            }
        }
        return head;
    }

    private static List<String> cells(byte[] row) {
        try (var csv =
                CsvReader.builder()
                        .maxBufferSize(LONGEST_ROW)
                        .ofCsvRecord(new String(row, StandardCharsets.UTF_8))) {
            return csv.stream().findFirst().orElseThrow().getFields();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
