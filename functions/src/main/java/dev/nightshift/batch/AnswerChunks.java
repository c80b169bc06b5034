package dev.nightshift.batch;

import dev.nightshift.job.JobFiles;
import dev.nightshift.storage.Bucket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was answered to an attempt's direct calls, in objects of the bucket: lines as in a batch's
 * output file, each object written once and whole. Every invocation numbers its own from 1, without
 * a gap, so that all are found without a list.
 */
public final class AnswerChunks {
    private final Bucket bucket;
    private final BatchAttempt attempt;
    private final int term;
    private final List<String> keys = new ArrayList<>();
    private int written;

    private AnswerChunks(Bucket bucket, BatchAttempt attempt, int term) {
        this.bucket = bucket;
        this.attempt = attempt;
        this.term = term;
    }

    /**
     * The chunks that there are.
     *
     * @param calls as the attempt's row has them
     */
    public static AnswerChunks find(Bucket bucket, BatchAttempt attempt, DirectCalls calls) {
        var chunks = new AnswerChunks(bucket, attempt, calls.term() + 1);
        for (int term = 1; term <= calls.term(); term++) {
            for (int chunk = 1; ; chunk++) {
                String key = chunks.key(term, chunk);
                if (bucket.size(key).isEmpty()) {
                    break;
                }
                chunks.keys.add(key);
            }
        }
        return chunks;
    }

    /** Which records of the attempt have an answer, counted from its first ordinal. */
    public BitSet answered() throws IOException {
        var parser = new ResultLineParser();
        var answered = new BitSet();
        for (String key : keys) {
            try (var lines = new LineReader(bucket.open(key))) {
                while (lines.next()) {
                    OptionalLong ordinal =
                            parser.ordinal(lines.buffer(), lines.start(), lines.length());
                    long i = ordinal.orElse(-1) - attempt.firstOrdinal();
                    if (ordinal.isPresent() && i >= 0 && i < attempt.rows()) {
                        answered.set((int) i);
                    }
                }
            }
        }
        return answered;
    }

    /** Adds a chunk under the term after those that there were. */
    public void add(byte[] lines) {
        String key = key(term, written + 1);
        bucket.put(key, lines);
        written++;
        keys.add(key);
    }

    /** Puts all together where the output of a batch would lie. */
    public void join() throws IOException {
        bucket.join(
                keys,
                new JobFiles(attempt.job()).raw(attempt.batch(), attempt.attempt(), "output"));
    }

    private String key(int ofTerm, int chunk) {
        return new JobFiles(attempt.job())
                .realtimeChunk(attempt.batch(), attempt.attempt(), ofTerm, chunk);
    }
}
