package dev.nightshift.record;

import java.util.List;
import java.util.stream.Collectors;

/** Foreign text in a message: in quotes, on one line and short. */
public final class Excerpt {
    private static final int LONGEST = 60;
    private static final int MOST = 30;

    private Excerpt() {}

    public static String of(String text) {
        var shown = new StringBuilder("\"");
        text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .forEach(shown::appendCodePoint);
        if (text.codePointCount(0, text.length()) > LONGEST) {
            shown.append('…');
        }
        return shown.append('"').toString();
    }

    /** Several of them, not more than people read. */
    public static String of(List<String> texts) {
        String shown =
                texts.stream().limit(MOST).map(Excerpt::of).collect(Collectors.joining(", "));
        return texts.size() > MOST ? shown + " and " + (texts.size() - MOST) + " more" : shown;
    }
}
