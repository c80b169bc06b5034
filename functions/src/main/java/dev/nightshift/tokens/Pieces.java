package dev.nightshift.tokens;

/**
 * Cuts a text into pieces that may be counted one by one.
 *
 * <p>The encodings first split a text by a pattern, and no match of it goes on over
 *
 * <ul>
 *   <li>a space after anything that is no white space, or
 *   <li>a character that is neither letter, mark, digit nor apostrophe after a letter;
 * </ul>
 *
 * and none looks back. So the tokens of pieces that end there add up to those of the text. A run
 * without such a place, as nobody writes, is cut where the longest piece ends: its sum may then be
 * off by a token or two each time, in exchange for which no text takes more than linear time.
 */
final class Pieces {
    /** Long enough that the cuts cost nothing, short enough that a hostile piece costs little. */
    static final int LONGEST = 16_384;

    private final CharSequence text;
    private final int longest;

    Pieces(CharSequence text, int longest) {
        this.text = text;
        this.longest = longest;
    }

    /** Where the piece ends that begins at {@code from}. */
    int end(int from) {
        int last = from + longest;
        if (last >= text.length()) {
            return text.length();
        }
        for (int at = last; at > from; at--) {
            if (isSafe(at)) {
                return at;
            }
        }
        boolean isInPair =
                Character.isHighSurrogate(text.charAt(last - 1))
                        && Character.isLowSurrogate(text.charAt(last));
        return isInPair && last - 1 > from ? last - 1 : last;
    }

    private boolean isSafe(int at) {
        char next = text.charAt(at);
        if (Character.isLowSurrogate(next)) {
            return false;
        }
        int before = Character.codePointBefore(text, at);
        return next == ' '
                ? !isSpace(before)
                : Character.isLetter(before) && !goesOn(Character.codePointAt(text, at));
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || codePoint == 0x85;
    }

    private static boolean goesOn(int codePoint) {
        return codePoint == '\''
                || switch (Character.getType(codePoint)) {
                    case Character.UPPERCASE_LETTER,
                            Character.LOWERCASE_LETTER,
                            Character.TITLECASE_LETTER,
                            Character.MODIFIER_LETTER,
                            Character.OTHER_LETTER,
                            Character.NON_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.DECIMAL_DIGIT_NUMBER,
                            Character.LETTER_NUMBER,
                            Character.OTHER_NUMBER ->
                            true;
                    default -> false;
                };
    }
}
