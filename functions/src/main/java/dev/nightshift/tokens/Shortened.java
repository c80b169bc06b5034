package dev.nightshift.tokens;

/** A text that keeps to a limit of tokens. */
public sealed interface Shortened {
    /** What is left of the text. */
    String text();

    /** The text had no more tokens than allowed, and is as it was. */
    record Whole(String text) implements Shortened {}

    /**
     * The beginning of the text.
     *
     * @param before tokens of the whole text
     * @param isBeforeCounted false when they were estimated by those of the text's beginning,
     *     because to count them all would have taken long
     * @param kept tokens of what is left
     * @param ending at what it was cut
     */
    record Cut(String text, long before, boolean isBeforeCounted, long kept, Ending ending)
            implements Shortened {}

    /** The end of what a text was cut at, the best first. */
    enum Ending {
        PARAGRAPH,
        /** A sentence or a line. */
        SENTENCE,
        WORD,
        /** What a reader sees as one character, though it may be many for a machine. */
        CHARACTER
    }
}
