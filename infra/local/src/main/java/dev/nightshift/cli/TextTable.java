package dev.nightshift.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of text in aligned columns, two blanks apart. Immutable once it is printed. */
final class TextTable {
    private final String indent;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param alignment a letter for each column: {@code l} or {@code r}
     */
    TextTable(String indent, String alignment) {
        this.indent = indent;
        this.right = new boolean[alignment.length()];
        for (int i = 0; i < right.length; i++) {
            right[i] = alignment.charAt(i) == 'r';
        }
    }

    TextTable add(String... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(
                    "%d cells for %d columns".formatted(cells.length, right.length));
        }
        rows.add(List.copyOf(Arrays.asList(cells)));
        return this;
    }

    /** The lines, without blanks at their ends. */
    List<String> lines() {
        int[] widths = new int[right.length];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder(indent);
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - width(row.get(i)));
            line.append(i == 0 ? "" : "  ");
            line.append(right[i] ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
