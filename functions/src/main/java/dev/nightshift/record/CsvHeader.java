package dev.nightshift.record;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a CSV file.
 *
 * @param columns names without spaces around them; none is empty, no two are equal
 * @param idIndex place of the id column, from 0; -1 when there is none
 */
record CsvHeader(List<String> columns, int idIndex) {
    private static final String DELIMITERS = ",;\t|";

    /**
     * @throws UnreadableInputException when the names cannot serve as columns
     */
    static CsvHeader of(RawRow row, CsvRowParser parser, CsvOptions options) {
        if (row.defect() != null) {
            refuseOtherDelimiter(row, options.delimiter(), 1);
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
            refuseOtherDelimiter(row, options.delimiter(), columns.size());
        }
        refuseEmptyAndEqual(columns, row.line());
        return new CsvHeader(columns, idIndex(columns, options.idColumn()));
    }

    @Nullable String idColumn() {
        return idIndex < 0 ? null : columns.get(idIndex);
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
        DELIMITERS
                .chars()
                .filter(other -> row.text().indexOf(other) >= 0)
                .mapToObj(CsvHeader::name)
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new UnreadableInputException(
                                    "Line %d: the header has one column and %s in it: separate the cells with %s"
                                            .formatted(row.line(), other, name(delimiter)));
                        });
    }

    private static String name(int delimiter) {
        return switch (delimiter) {
            case '\t' -> "a tab";
            case ',' -> "a comma";
            case ';' -> "a semicolon (;)";
            default -> "\"" + (char) delimiter + "\"";
        };
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

    private static int idIndex(List<String> columns, @Nullable String wanted) {
        if (wanted != null) {
            int index = columns.indexOf(wanted.strip());
            if (index < 0) {
                throw new UnreadableInputException(
                        "There is no id column %s; the columns are %s"
                                .formatted(Excerpt.of(wanted), Excerpt.of(columns)));
            }
            return index;
        }
        int exactly = columns.indexOf("id");
        return exactly >= 0
                ? exactly
                : IntStream.range(0, columns.size())
                        .filter(i -> columns.get(i).equalsIgnoreCase("id"))
                        .findFirst()
                        .orElse(-1);
    }
}
