package dev.nightshift.text;

/** White space in its simplest form. */
final class Spaces {
    private static final int MOST_LINE_FEEDS = 2;

    private Spaces() {}

    /**
     * One blank for each run of white space, or its line feeds where it has some, two at most; none
     * at the beginning and the end.
     */
    static String of(String text) {
        var simple = new StringBuilder(text.length());
        int lineFeeds = 0;
        boolean isSpace = false;
        int before = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                // The two characters of CR LF are one line feed.
                boolean isSecondOfTwo = c == '\n' && before == '\r';
                lineFeeds += (c == '\n' || c == '\r') && !isSecondOfTwo ? 1 : 0;
                isSpace = true;
            } else {
                if (isSpace && !simple.isEmpty()) {
                    simple.append(
                            lineFeeds == 0
                                    ? " "
                                    : "\n".repeat(Math.min(MOST_LINE_FEEDS, lineFeeds)));
                }
                isSpace = false;
                lineFeeds = 0;
                simple.append(c);
            }
            before = c;
        }
        return simple.toString();
    }
}
