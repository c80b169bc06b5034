package dev.nightshift.record;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a CSV file.
 *
 * @param columns names without spaces around them; none is empty, no two are equal
 */
record CsvHeader(List<String> columns) {
    /**
     * @throws UnreadableInputException when the names cannot serve as columns
     */
    static CsvHeader of(RawRow row, CsvRowParser parser, char delimiter) {
        if (row.defect() != null) {
            refuseOtherDelimiter(row, delimiter, 1);
            throw new UnreadableInputException(
                    "Line " + row.line() + ": the header " + row.defect());
        }
        List<String> cells = parser.cells(row);
        if (cells == null) {
            throw new UnreadableInputException(
                    "Line %d: the header has more than %d columns"
                            .formatted(row.line(), CsvRowParser.MOST_CELLS));
        }
        List<String> columns = cells.stream().map(String::strip).toList();
        if (!row.text().startsWith("\"")) {
            refuseOtherDelimiter(row, delimiter, columns.size());
        }
        refuseEmptyAndEqual(columns, row.line());
        return new CsvHeader(columns);
    }

    /**
     * Cells under their columns; the cells beyond the last column, and columns without, left out.
     */
    Map<String, String> fields(List<String> cells) {
        var fields = new LinkedHashMap<String, String>(columns.size() * 2);
        for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
            fields.put(columns.get(i), cells.get(i));
        }
        return fields;
    }

    private static void refuseOtherDelimiter(RawRow row, char delimiter, int columns) {
        if (columns > 1 || row.text().indexOf(delimiter) >= 0) {
            return;
        }
        Delimiters.KNOWN
                .chars()
                .filter(other -> row.text().indexOf(other) >= 0)
                .mapToObj(other -> Delimiters.one((char) other))
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new UnreadableInputException(
                                    "Line %d: the header has one column and %s in it: separate the cells with %s, or say the delimiter"
                                            .formatted(
                                                    row.line(), other, Delimiters.one(delimiter)));
                        });
    }

    private static void refuseEmptyAndEqual(List<String> columns, long line) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (column.isEmpty()) {
                throw new UnreadableInputException(
                        "Line %d: column %d of %d has no name: name it, or remove it"
                                .formatted(line, i + 1, columns.size()));
            }
            Integer first = places.putIfAbsent(column, i + 1);
            if (first != null) {
                throw new UnreadableInputException(
                        "Line %d: columns %d and %d are both named %s: rename one"
                                .formatted(line, first, i + 1, Excerpt.of(column)));
            }
        }
    }
}
