package dev.nightshift.tokens;

/** How long texts are in UTF-8. */
final class Utf8 {
    private Utf8() {}

    /** Bytes of a text. Half of a surrogate pair becomes a question mark, as in the library. */
    static long length(String text) {
        return length(text, 0, text.length());
    }

    static long length(String text, int from, int to) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (isPair(text, i, to)) {
                bytes += 4;
                i++;
            } else {
                bytes++;
            }
        }
        return bytes;
    }

    /** How many characters the first {@code bytes} bytes hold, a torn last one left out. */
    static int charactersIn(String text, long bytes) {
        long used = 0;
        int at = 0;
        while (at < text.length()) {
            int next = isPair(text, at, text.length()) ? at + 2 : at + 1;
            used += length(text, at, next);
            if (used > bytes) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private static boolean isPair(String text, int at, int to) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < to
                && Character.isLowSurrogate(text.charAt(at + 1));
    }
}
