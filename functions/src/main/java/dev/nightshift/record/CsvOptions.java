package dev.nightshift.record;

import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is read.
 *
 * @param idColumn the column that holds the records' ids, spelt as in the header; null for the
 *     column named {@code id} in any case, if there is one
 * @param delimiter what stands between two cells
 */
public record CsvOptions(@Nullable String idColumn, char delimiter) {
    private static final CsvOptions STANDARD = new CsvOptions(null, ',');

    public CsvOptions {
        if (delimiter == '"'
                || delimiter == '\r'
                || delimiter == '\n'
                || delimiter == 0
                || Character.isSurrogate(delimiter)) {
            throw new IllegalArgumentException(
                    "Not a delimiter: character " + (int) delimiter + "; use a comma, ; or a tab");
        }
    }

    /** Commas, and the column named {@code id}. */
    public static CsvOptions standard() {
        return STANDARD;
    }

    public CsvOptions withIdColumn(@Nullable String column) {
        return new CsvOptions(column, delimiter);
    }

    public CsvOptions withDelimiter(char delimiter) {
        return new CsvOptions(idColumn, delimiter);
    }
}
