package dev.nightshift.tell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.batch.LineReader;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.task.ResultColumn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.Abortable;

/**
 * Cuts the records of {@code results.jsonl} that succeeded into chunks, as the task maps them.
 * Begun at the end of a chunk it gives those that follow, the same however often it is read. What a
 * record does not have is null.
 */
final class Chunks implements AutoCloseable {
    static final int MOST_RECORDS = 500;

    /** Of the records as JSON in UTF-8; a larger one goes by itself. */
    static final int MOST_BYTES = 256 * 1024;

    /** Of the results, so that the end of a long stretch without records is noted as well. */
    static final int MOST_LINES = 20_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final InputStream results;
    private final LineReader lines;
    private final long from;
    private final List<ResultColumn> columns;
    private boolean hasLine;

    /**
     * @param results from byte {@code from} on, where a line begins; closed with the chunks
     */
    Chunks(InputStream results, long from, List<ResultColumn> columns) throws IOException {
        this.results = results;
        this.lines = new LineReader(results);
        this.from = from;
        this.columns = List.copyOf(columns);
        this.hasLine = lines.next();
    }

    /**
     * Some records.
     *
     * @param json an array of objects
     * @param records how many; 0 where none of the lines succeeded
     * @param end the byte of the results behind them
     * @param isLast whether no line follows
     */
    record Chunk(String json, int records, long end, boolean isLast) {}

    /** The next chunk; empty, and the last, where there is none. */
    Chunk next() throws IOException {
        var json = new StringJoiner(",", "[", "]");
        int records = 0;
        long bytes = 0;
        for (int read = 0; hasLine && read < MOST_LINES; read++) {
            String record = record();
            if (record != null) {
                bytes += record.getBytes(StandardCharsets.UTF_8).length;
                if (records == MOST_RECORDS || (records > 0 && bytes > MOST_BYTES)) {
                    break;
                }
                json.add(record);
                records++;
            }
            hasLine = lines.next();
        }
        return new Chunk(json.toString(), records, from + lines.position(), !hasLine);
    }

    /** The record of the line at hand; null unless it succeeded. */
    private @Nullable String record() throws IOException {
        JsonNode result = JSON.readTree(lines.buffer(), lines.start(), lines.length());
        if (!result.path("outcome").asText().equals(OutcomeKind.SUCCEEDED.wire())) {
            return null;
        }
        ObjectNode record = JSON.createObjectNode();
        for (ResultColumn column : columns) {
            JsonNode value = column.of(result);
            record.set(column.name(), value.isMissingNode() ? record.nullNode() : value);
        }
        return JSON.writeValueAsString(record);
    }

    @Override
    public void close() throws IOException {
        if (hasLine && results instanceof Abortable rest) {
            // Closing alone would read it all.
            rest.abort();
        }
        lines.close();
    }
}
