package dev.nightshift.conversation;

import dev.nightshift.storage.Item;
import org.jspecify.annotations.Nullable;

/** A text that is kept: in its row while it is short, since a row takes 400 KB, else beside it. */
sealed interface KeptText {
    /** It stands in the row. */
    record Here(String text) implements KeptText {}

    /** It stands in the bucket. */
    record There(String key) implements KeptText {}

    /** The text of a row by its name; null when there is none. */
    static @Nullable KeptText read(Item row, String name) {
        String text = row.text(name);
        String key = row.text(name + "_key");
        return text != null ? new Here(text) : key != null ? new There(key) : null;
    }

    /** Writes a text into a row under its name. */
    static Item put(Item row, String name, @Nullable KeptText text) {
        return switch (text) {
            case null -> row;
            case Here(String words) -> row.put(name, words);
            case There(String key) -> row.put(name + "_key", key);
        };
    }
}
