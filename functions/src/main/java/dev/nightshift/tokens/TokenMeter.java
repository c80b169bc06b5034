package dev.nightshift.tokens;

/**
 * Says how many tokens many texts have in sum, without counting most of them: the first texts are
 * counted, then every so many of them, so that the sample goes through the whole input; the others
 * are measured in bytes, which that sample turns into tokens. Used by one thread.
 */
public final class TokenMeter {
    /** After the first texts one byte of so many is counted. */
    private static final long ONE_OF = 128;

    /** The part that is counted of a text that is too long to be counted whole. */
    private static final int LONGEST_SAMPLE = 64 * 1024;

    private final TokenCounter counter;
    private final long countedFirst;
    private final Sample first = new Sample();
    private final Sample later = new Sample();
    private long laterSeen;

    /**
     * @param countedFirst so many bytes are counted whatever it takes: about a second for 5 MB
     */
    public TokenMeter(TokenCounter counter, long countedFirst) {
        this.counter = counter;
        this.countedFirst = countedFirst;
    }

    /**
     * Takes in a text.
     *
     * @param bytes how long it is in UTF-8, or a little longer: whoever wrote it somewhere knows,
     *     and to count them again would take longer than the sample does
     */
    public Measure measure(String text, long bytes) {
        if (first.bytes + bytes <= countedFirst && laterSeen == 0) {
            return new Measure(first.count(text, bytes), 0);
        }
        laterSeen += bytes;
        if (later.bytes + bytes <= laterSeen / ONE_OF) {
            return new Measure(later.count(text, bytes), 0);
        }
        if (first.bytes == 0) {
            String part = text.substring(0, Math.min(text.length(), LONGEST_SAMPLE));
            first.count(part, Utf8.length(part));
        }
        return new Measure(0, bytes);
    }

    /** What measures come to by now, in tokens of the encoding. */
    public long tokens(Measure measure) {
        if (measure.uncountedBytes == 0) {
            return measure.tokens;
        }
        // What was counted first may be unlike the rest, and is far more than its share.
        Sample sample = later.bytes == 0 ? first : later;
        double tokensPerByte = (double) sample.tokens / sample.bytes;
        return measure.tokens + (long) Math.ceil(measure.uncountedBytes * tokensPerByte);
    }

    private final class Sample {
        private long bytes;
        private long tokens;

        long count(String text, long length) {
            long counted = counter.count(text);
            bytes += length;
            tokens += counted;
            return counted;
        }
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
