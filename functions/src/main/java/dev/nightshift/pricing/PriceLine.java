package dev.nightshift.pricing;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.DateTimeException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One line of a price file; its errors name the file, the line and the column. */
record PriceLine(String file, NamedCsvRecord row) {

    /** The value of a column that must not be empty. */
    <T> T required(String column, Function<String, T> parse) {
        T value = optional(column, parse);
        if (value == null) {
            throw malformed(column + " is missing", null);
        }
        return value;
    }

    /** The value of a column; null when it is empty. */
    <T> @Nullable T optional(String column, Function<String, T> parse) {
        String text = row.getField(column).strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (NumberFormatException | DateTimeException e) {
            throw malformed("\"" + text + "\" is not a value for " + column, e);
        }
    }

    MalformedPricesException malformed(String what, @Nullable Throwable cause) {
        return new MalformedPricesException(
                file + ", line " + row.getStartingLineNumber() + ": " + what, cause);
    }
}
