package dev.nightshift.openai;

import org.jspecify.annotations.Nullable;

/** Text as it comes from outside, where blank often stands for absent. */
final class Text {
    private Text() {}

    /** The text without surrounding blanks, or null if nothing is left. */
    static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
