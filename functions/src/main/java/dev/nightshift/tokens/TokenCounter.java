package dev.nightshift.tokens;

import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.IntArrayList;

/** Counts the tokens that a text has for a model. Safe for use by several threads. */
public final class TokenCounter {
    /** Bytes of the longest token there is in these encodings: 128 blanks. */
    private static final int LONGEST_TOKEN = 128;

    private final TextEncoding encoding;
    private final int marginPercent;
    private final int longestPiece;

    TokenCounter(TextEncoding encoding, int marginPercent, int longestPiece) {
        if (marginPercent < 0) {
            throw new IllegalArgumentException("A margin is 0 or more: " + marginPercent);
        }
        this.encoding = encoding;
        this.marginPercent = marginPercent;
        this.longestPiece = longestPiece;
    }

    /** The counter for a model that {@code tokens/models.csv} names, or else the best guess. */
    public static TokenCounter forModel(String model) {
        ModelFacts facts = ModelFacts.of(model);
        return new TokenCounter(facts.encoding(), facts.marginPercent(), Pieces.LONGEST);
    }

    /** The encoding that is counted with. */
    public TextEncoding encoding() {
        return encoding;
    }

    /**
     * How many percent more there may be, because the model's encoding is not known; 0 if it is.
     */
    public int marginPercent() {
        return marginPercent;
    }

    /** Tokens of a text in the encoding, without margin. Takes time: bounds are nearly free. */
    public long count(String text) {
        return countUntil(text, Long.MAX_VALUE);
    }

    /** Whether a text has no more than so many tokens; stops counting at the first too many. */
    public boolean isWithin(String text, long tokens) {
        // A character has at most three bytes, or four together with another.
        if (3L * text.length() <= tokens) {
            return true;
        }
        long bytes = Utf8.length(text);
        return bytes <= tokens
                || (leastTokens(bytes) <= tokens && countUntil(text, tokens) <= tokens);
    }

    /** So many tokens of the encoding and the margin, rounded up. */
    public long withMargin(long tokens) {
        return tokens + Math.ceilDiv(Math.multiplyExact(tokens, (long) marginPercent), 100);
    }

    /** The most tokens of the encoding that are within a limit with their margin. */
    public long within(long limit) {
        return Math.floorDiv(Math.multiplyExact(limit, 100L), 100 + marginPercent);
    }

    /** No text has more tokens than bytes, in any of OpenAI's encodings. */
    public static long mostTokens(String text) {
        return Utf8.length(text);
    }

    /** No text of so many bytes has fewer tokens. */
    static long leastTokens(long bytes) {
        return Math.ceilDiv(bytes, LONGEST_TOKEN);
    }

    Pieces pieces(CharSequence text) {
        return new Pieces(text, longestPiece);
    }

    /** Tokens of a text that is one piece. */
    int countPiece(String piece) {
        return encoding.library().countTokensOrdinary(piece);
    }

    /** How many characters of a piece have at most so many tokens. */
    int charactersWithin(String piece, int most) {
        Encoding library = encoding.library();
        IntArrayList tokens = library.encodeOrdinary(piece);
        int take = Math.min(most, tokens.size());
        while (take > 0) {
            var first = new IntArrayList(take);
            for (int i = 0; i < take; i++) {
                first.add(tokens.get(i));
            }
            int fit = Utf8.charactersIn(piece, library.decodeBytes(first).length);
            // The beginning by itself may be encoded otherwise than as a beginning.
            int tooMany = countPiece(piece.substring(0, fit)) - most;
            if (tooMany <= 0) {
                return fit;
            }
            take -= tooMany;
        }
        return 0;
    }

    private long countUntil(String text, long enough) {
        Pieces pieces = pieces(text);
        long tokens = 0;
        for (int from = 0; from < text.length() && tokens <= enough; ) {
            int to = pieces.end(from);
            tokens += countPiece(text.substring(from, to));
            from = to;
        }
        return tokens;
    }
}
