package dev.nightshift.record;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As what an input is read: what was said of it, and for the rest what it was found to be.
 *
 * @param delimiter what stands between two cells; null for JSON
 * @param isPacked whether it was compressed with gzip
 */
public record InputForm(
        Format format, Charset encoding, @Nullable Character delimiter, boolean isPacked) {

    /** How records are written down. */
    public enum Format {
        /** A header line, and rows of cells. */
        CSV("CSV"),
        /** A JSON object on every line. */
        JSON_LINES("JSON lines"),
        /** One JSON document that holds a list of objects. */
        JSON("JSON");

        private final String text;

        Format(String text) {
            this.text = text;
        }
    }

    /** In words, without what goes without saying: {@code CSV, semicolons, windows-1252, gzip}. */
    public String described() {
        List<String> words = new ArrayList<>(List.of(format.text));
        if (delimiter != null && delimiter != ',') {
            words.add(Delimiters.named(delimiter));
        }
        if (!encoding.equals(StandardCharsets.UTF_8)) {
            words.add(encoding.name());
        }
        if (isPacked) {
            words.add("gzip");
        }
        return String.join(", ", words);
    }
}
