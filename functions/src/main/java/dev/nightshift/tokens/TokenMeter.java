package dev.nightshift.tokens;

/**
 * Says how many tokens many texts have in sum, without counting most of them: the first texts are
 * counted, then every so many of them, so that the sample goes through the whole input; the others
 * are measured in bytes, which the sample turns into tokens. Used by one thread.
 */
public final class TokenMeter {
    /** So many bytes are counted whatever it takes: a fraction of a second. */
    private static final long COUNTED_FIRST = 256 * 1024;

    /** From then on one byte of so many. */
    private static final long ONE_OF = 64;

    /** The part that is counted of a text that is too long to be counted whole. */
    private static final int LONGEST_SAMPLE = 64 * 1024;

    private final TokenCounter counter;
    private long seenBytes;
    private long sampleBytes;
    private long sampleTokens;

    public TokenMeter(TokenCounter counter) {
        this.counter = counter;
    }

    /** Takes in a text. */
    public Measure measure(String text) {
        long bytes = Utf8.length(text);
        seenBytes += bytes;
        if (sampleBytes + bytes <= COUNTED_FIRST + seenBytes / ONE_OF) {
            long tokens = counter.count(text);
            sampleBytes += bytes;
            sampleTokens += tokens;
            return new Measure(tokens, 0);
        }
        if (sampleBytes == 0) {
            String part = text.substring(0, Math.min(text.length(), LONGEST_SAMPLE));
            sampleBytes = Utf8.length(part);
            sampleTokens = counter.count(part);
        }
        return new Measure(0, bytes);
    }

    /** What measures come to by now, in tokens of the encoding. */
    public long tokens(Measure measure) {
        if (measure.uncountedBytes == 0) {
            return measure.tokens;
        }
        double tokensPerByte = (double) sampleTokens / sampleBytes;
        return measure.tokens + (long) Math.ceil(measure.uncountedBytes * tokensPerByte);
    }

    /**
     * What one or several texts come to.
     *
     * @param tokens of those that were counted
     * @param uncountedBytes of the others
     */
    public record Measure(long tokens, long uncountedBytes) {
        public static final Measure NOTHING = new Measure(0, 0);

        /** Both together. */
        public Measure plus(Measure other) {
            return new Measure(tokens + other.tokens, uncountedBytes + other.uncountedBytes);
        }

        /** Whether every text was counted. */
        public boolean isCounted() {
            return uncountedBytes == 0;
        }

        /** The most tokens of the encoding that there can be. */
        public long most() {
            return tokens + uncountedBytes;
        }
    }
}
