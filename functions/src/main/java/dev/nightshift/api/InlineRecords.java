package dev.nightshift.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.nightshift.http.ProblemException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records that came with a request, as the file that jobs read. */
final class InlineRecords {
    /** A thousand records that have no field in common would else make a million columns. */
    private static final int MOST_FIELDS = 500;

    private InlineRecords() {}

    /**
     * A CSV file with a column for every field, in the order in which they come. A field that a
     * record does not have, or that is null, is empty there.
     *
     * @throws ProblemException when there are too many fields, none, or one that is no plain value
     */
    static String csv(List<Map<String, @Nullable Object>> records) {
        Set<String> columns = new LinkedHashSet<>();
        records.forEach(fields -> columns.addAll(fields.keySet()));
        if (columns.isEmpty() || columns.size() > MOST_FIELDS) {
            throw ProblemException.ofField(
                    "records",
                    "must have from 1 to %,d different fields, and have %,d"
                            .formatted(MOST_FIELDS, columns.size()));
        }
        var text = new StringWriter();
        // Quoted, a row of one empty cell is not an empty line, which would be passed over.
        try (CsvWriter csv =
                CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.LF)
                        .quoteStrategy(QuoteStrategies.ALWAYS)
                        .build(text)) {
            csv.writeRecord(columns);
            for (int i = 0; i < records.size(); i++) {
                List<String> cells = new ArrayList<>(columns.size());
                for (String column : columns) {
                    cells.add(cell(records.get(i).get(column), i, column));
                }
                csv.writeRecord(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String cell(@Nullable Object value, int record, String field) {
        return switch (value) {
            case null -> "";
            case String string -> string;
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default ->
                    throw ProblemException.ofField(
                            "records[%d].%s".formatted(record, field),
                            "must be a text, a number, a truth value or null");
        };
    }
}
