package dev.nightshift.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.nightshift.task.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes results as CSV: the input's columns as they were, where records may have further fields
 * one column {@code other_fields} for them, as a JSON object, then the columns that the task shows
 * of the reply, then {@code outcome}, {@code outcome_detail} and {@code cost_usd}. A column that
 * the input has already gets the task's name before it. RFC 4180, UTF-8, rows ended by a line feed.
 *
 * <p>A list of plain values is joined by {@code "; "}; what is nested stays JSON. Cells that the
 * model wrote and a spreadsheet would run as a formula get an apostrophe before them; the input's
 * own cells are left alone, unless the job's user wants them harmless, too.
 */
final class ResultTable {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final CsvWriter csv;
    private final List<String> inputColumns;
    private final Set<String> knownColumns;
    private final boolean hasOthers;
    private final List<ResultColumn> taskColumns;
    private final boolean isSafe;

    /**
     * @param isSafe whether the input's own cells are made harmless as well
     */
    ResultTable(
            OutputStream out,
            List<String> inputColumns,
            boolean hasOthers,
            List<ResultColumn> taskColumns,
            boolean isSafe) {
        this.csv =
                CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.LF)
                        .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.inputColumns = List.copyOf(inputColumns);
        this.knownColumns = Set.copyOf(inputColumns);
        this.hasOthers = hasOthers;
        this.taskColumns = List.copyOf(taskColumns);
        this.isSafe = isSafe;
    }

    void writeHeader(String taskName) {
        Set<String> taken = new HashSet<>(inputColumns);
        List<String> header = new ArrayList<>(inputColumns);
        if (hasOthers) {
            header.add(free("other_fields", "nightshift", taken));
        }
        for (ResultColumn column : taskColumns) {
            header.add(free(column.name(), taskName, taken));
        }
        for (String column : List.of("outcome", "outcome_detail", "cost_usd")) {
            header.add(free(column, "nightshift", taken));
        }
        csv.writeRecord(header.stream().map(this::own).toList());
    }

    void write(RecordResult result) {
        List<String> cells = new ArrayList<>(inputColumns.size() + taskColumns.size() + 3);
        for (String column : inputColumns) {
            cells.add(own(result.record().fields().getOrDefault(column, "")));
        }
        if (hasOthers) {
            cells.add(others(result.record().fields()));
        }
        for (ResultColumn column : taskColumns) {
            cells.add(result.value() == null ? "" : cell(column.of(result.value())));
        }
        cells.add(result.outcome().kind().wire());
        cells.add(detail(result));
        cells.add(result.cost() == null ? "" : result.cost().toPlainString());
        csv.writeRecord(cells);
    }

    /** Hands all that was written so far to the stream, which stays open. */
    void flush() {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String free(String column, String prefix, Set<String> taken) {
        String name = column;
        while (!taken.add(name)) {
            name = prefix + "_" + name;
        }
        return name;
    }

    /** Code and message of the outcome, then what was cut of the fields, then what is odd. */
    private static String detail(RecordResult result) {
        String code = result.outcome().code();
        String message = result.outcome().message();
        List<String> details = new ArrayList<>();
        if (code != null || message != null) {
            details.add(code == null ? message : message == null ? code : code + ": " + message);
        }
        result.record().cuts().forEach(cut -> details.add(cut.described()));
        details.addAll(result.warnings());
        return harmless(String.join("; ", details));
    }

    private String others(Map<String, String> fields) {
        ObjectNode others = JsonNodeFactory.instance.objectNode();
        fields.forEach(
                (name, text) -> {
                    if (!knownColumns.contains(name)) {
                        others.put(name, text);
                    }
                });
        return others.isEmpty() ? "" : others.toString();
    }

    /** A cell that shows something of a reply, harmless for spreadsheets. */
    static String cell(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        if (node.isNumber() || node.isBoolean()) {
            return node.asText();
        }
        if (node.isArray() && allPlain(node)) {
            List<String> items = new ArrayList<>(node.size());
            node.forEach(item -> items.add(item.asText()));
            return harmless(String.join("; ", items));
        }
        return harmless(node.isValueNode() ? node.asText() : node.toString());
    }

    private static boolean allPlain(JsonNode array) {
        for (JsonNode item : array) {
            if (!item.isValueNode()) {
                return false;
            }
        }
        return true;
    }

    /** A cell of the input's. */
    private String own(String cell) {
        return isSafe ? harmless(cell) : cell;
    }

    private static String harmless(String cell) {
        return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
