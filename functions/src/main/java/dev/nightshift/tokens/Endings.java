package dev.nightshift.tokens;

import dev.nightshift.tokens.Shortened.Ending;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a reader would end the beginning of a text: after a paragraph, else after a sentence
 * or a line, as long as that gives up no more than a quarter of it; else after a word, for at most
 * half; else after a character. Never within a grapheme cluster (Unicode Standard Annex 29), of
 * which a surrogate pair is one.
 */
final class Endings {
    /** How far back a sentence's and a word's end is looked for, in characters. */
    private static final int SENTENCE_WINDOW = 8192;

    private static final int WORD_WINDOW = 512;

    /** How far ahead one looks to know that a sentence or word is over. */
    private static final int AHEAD = 64;

    /** Below it stand neither marks nor joiners, nor anything else that clings. */
    private static final int SIMPLE = 0x300;

    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private final String text;
    private final int most;
    private final int least;

    private Endings(String text, int most) {
        this.text = text;
        this.most = most;
        this.least = most - most / 4;
    }

    /** An end that keeps at most {@code most} characters. */
    static End before(String text, int most) {
        return new Endings(text, most).best();
    }

    private End best() {
        End end = usable(paragraph(), least, Ending.PARAGRAPH);
        if (end == null) {
            int sentence = last(BreakIterator.getSentenceInstance(Locale.ROOT), SENTENCE_WINDOW);
            end = usable(Math.max(sentence, line()), least, Ending.SENTENCE);
        }
        if (end == null) {
            int word = last(BreakIterator.getWordInstance(Locale.ROOT), WORD_WINDOW);
            end = usable(word, most / 2, Ending.WORD);
        }
        return end == null ? new End(stripped(wholeClusters(most)), Ending.CHARACTER) : end;
    }

    private @Nullable End usable(int at, int atLeast, Ending ending) {
        if (at < atLeast || at <= 0) {
            return null;
        }
        return wholeClusters(at) == at ? new End(at, ending) : null;
    }

    /** The end of the last paragraph that fits, blank lines not included; -1 when none is near. */
    private int paragraph() {
        // Blank lines may begin where the limit is.
        for (int at = Math.min(text.length(), most + AHEAD) - 1; at >= least; at--) {
            if (text.charAt(at) == '\n') {
                int end = stripped(at);
                boolean isBlankLine = text.substring(end, at).indexOf('\n') >= 0;
                if (isBlankLine && end <= most) {
                    return end;
                }
                at = Math.min(at, end + 1);
            }
        }
        return -1;
    }

    /** The end of the last line that fits; -1 when there is none. */
    private int line() {
        int at = text.lastIndexOf('\n', most);
        return at < least ? -1 : stripped(at);
    }

    /** The last end of a sentence or word that fits; -1 when none is near. */
    private int last(BreakIterator breaks, int window) {
        int from = Math.max(0, most - window);
        int to = Math.min(text.length(), most + AHEAD);
        breaks.setText(text.substring(from, to));
        int best = -1;
        breaks.first();
        for (int at = breaks.next(); at != BreakIterator.DONE; at = breaks.next()) {
            boolean isSeen = from + at < to || to == text.length();
            int end = stripped(from + at);
            if (isSeen && end > from && end <= most) {
                best = Math.max(best, end);
            }
        }
        return best;
    }

    /** Leaves out white space before a place. */
    private int stripped(int at) {
        int end = at;
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** The last end of a grapheme cluster that is not after {@code at}. */
    private int wholeClusters(int at) {
        if (at <= 0 || at >= text.length() || isCertain(at)) {
            return Math.clamp(at, 0, text.length());
        }
        int from = at - 1;
        while (from > 0 && !isCertain(from)) {
            from--;
        }
        int to = at + Character.charCount(text.codePointAt(at));
        Matcher clusters = CLUSTER.matcher(text).region(from, to);
        int end = from;
        while (clusters.find() && clusters.end() <= at) {
            end = clusters.end();
        }
        return end;
    }

    /** Whether a cluster certainly ends here. Where it says no, one may end all the same. */
    private boolean isCertain(int at) {
        char next = text.charAt(at);
        char last = text.charAt(at - 1);
        return last < SIMPLE && next < SIMPLE && !(last == '\r' && next == '\n');
    }

    /**
     * A place to end at.
     *
     * @param at characters before it
     */
    record End(int at, Ending ending) {}
}
