package dev.nightshift.tokens;

import dev.nightshift.tokens.Endings.End;
import dev.nightshift.tokens.Shortened.Cut;
import dev.nightshift.tokens.Shortened.Whole;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts texts to a limit of tokens, at an end that a reader would choose.
 *
 * <ol>
 *   <li>A text whose bytes are within the limit is not looked at: it cannot have more tokens.
 *   <li>Else it is counted piece by piece until the limit is passed, and what fits is found in that
 *       piece.
 *   <li>{@link Endings} goes back from there to a good end, and what is left is counted anew,
 *       because a beginning may be encoded otherwise than as a part.
 * </ol>
 *
 * The rest of a long text is not counted but estimated.
 */
public final class TextCutter {
    /** Up to so many characters beyond the limit are counted rather than estimated. */
    private static final int COUNTED_REST = 256 * 1024;

    private final TokenCounter counter;

    public TextCutter(TokenCounter counter) {
        this.counter = counter;
    }

    /**
     * The longest beginning of a text that has at most {@code limit} tokens of the counter's
     * encoding and a good end. White space before the end is left out.
     */
    public Shortened cut(String text, long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("A limit is 0 or more: " + limit);
        }
        long bytes = Utf8.length(text);
        if (bytes <= limit) {
            return new Whole(text);
        }
        List<Mark> marks = new ArrayList<>();
        Pieces pieces = counter.pieces(text);
        long tokens = 0;
        for (int from = 0; from < text.length(); ) {
            int to = pieces.end(from);
            String piece = text.substring(from, to);
            int more = counter.countPiece(piece);
            marks.add(new Mark(from, tokens));
            if (tokens + more > limit) {
                int fit = from + counter.charactersWithin(piece, (int) (limit - tokens));
                return cut(text, bytes, fit, limit, marks, new Mark(to, tokens + more));
            }
            tokens += more;
            from = to;
        }
        return new Whole(text);
    }

    /** Cuts a text of which {@code fit} characters fit and {@code counted} says what is counted. */
    private Cut cut(String text, long bytes, int fit, long limit, List<Mark> marks, Mark counted) {
        End end = Endings.before(text, fit);
        long kept = tokens(text, end.at(), marks);
        while (kept > limit) {
            end = Endings.before(text, end.at() - 1);
            kept = tokens(text, end.at(), marks);
        }
        boolean isCounted = text.length() - counted.at <= COUNTED_REST;
        long rest =
                isCounted
                        ? counter.count(text.substring(counted.at))
                        : estimated(text, bytes, counted);
        return new Cut(
                text.substring(0, end.at()), counted.tokens + rest, isCounted, kept, end.ending());
    }

    private static long estimated(String text, long bytes, Mark counted) {
        long before = Utf8.length(text, 0, counted.at);
        return Math.round((double) counted.tokens / before * (bytes - before));
    }

    /** Tokens of a text's beginning, of which the pieces are counted already. */
    private long tokens(String text, int end, List<Mark> marks) {
        int last = marks.size() - 1;
        while (last > 0 && marks.get(last).at > end) {
            last--;
        }
        Mark mark = marks.get(last);
        return mark.tokens + (end > mark.at ? counter.count(text.substring(mark.at, end)) : 0);
    }

    /**
     * A place in a text.
     *
     * @param tokens of what is before it
     */
    private record Mark(int at, long tokens) {}
}
