package dev.nightshift.record;

/** Text of JSON, where half a surrogate pair may stand, which no encoding can write. */
public final class WholeText {
    private WholeText() {}

    /** The same with U+FFFD in place of each half. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }
}
