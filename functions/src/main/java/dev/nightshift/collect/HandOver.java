package dev.nightshift.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.nightshift.batch.LineReader;
import dev.nightshift.job.Job;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.storage.Bucket;
import dev.nightshift.task.ResultColumn;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes what another system imports of a job: a row for each record that succeeded, with the
 * columns that the task names, in one pass over {@code results.jsonl}. RFC 4180, UTF-8, rows ended
 * by a line feed; cells are as in {@link ResultTable}.
 */
final class HandOver {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HandOver() {}

    /** Writes the file of a job whose results are joined. */
    static void write(Bucket bucket, Job job, List<ResultColumn> columns) throws IOException {
        try (var out = bucket.create(job.files().handover());
                var lines = new LineReader(bucket.open(job.files().results("jsonl")))) {
            CsvWriter csv =
                    CsvWriter.builder()
                            .lineDelimiter(LineDelimiter.LF)
                            .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            csv.writeRecord(columns.stream().map(ResultColumn::name).toList());
            while (lines.next()) {
                JsonNode result = JSON.readTree(lines.buffer(), lines.start(), lines.length());
                if (result.path("outcome").asText().equals(OutcomeKind.SUCCEEDED.wire())) {
                    csv.writeRecord(
                            columns.stream().map(column -> cell(job, column, result)).toList());
                }
            }
            csv.flush();
            out.commit();
        }
    }

    /** The user's own cells are left alone, unless they are wanted harmless, too. */
    private static String cell(Job job, ResultColumn column, JsonNode result) {
        JsonNode value = column.of(result);
        return column.path().steps().getFirst().equals("result") || job.options().isSafeCsv()
                ? ResultTable.cell(value)
                : value.asText();
    }
}
