package dev.nightshift.simulator.batch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch as it is kept: what was asked for, and what has been decided since. Where it stands at an
 * instant follows from that alone, see {@link Course}. Instants are milliseconds since 1970.
 *
 * @param number counts batches from 1; faults are drawn by it
 * @param metadata null when none was given
 * @param outputLifetime seconds that result files live
 * @param visibleAt from when on it can be seen; later than created only by fault
 * @param checkedAt when the check of the input file is over
 * @param verdict null until {@code checkedAt}
 * @param cancelledAt when cancelling was asked for; null for never
 * @param results null until all is over
 */
record Batch(
        String id,
        int number,
        String endpoint,
        String inputFileId,
        @Nullable Map<String, String> metadata,
        long outputLifetime,
        long createdAt,
        long visibleAt,
        long checkedAt,
        long finalizingMillis,
        long cancellingMillis,
        @Nullable Verdict verdict,
        @Nullable Long cancelledAt,
        @Nullable Results results) {

    Batch {
        if (number < 1 || checkedAt < createdAt || finalizingMillis < 0 || cancellingMillis < 0) {
            throw new IllegalArgumentException(
                    "batch %s has number %d, was created at %d and checked at %d, finalizes in %d and cancels in %d ms"
                            .formatted(
                                    id,
                                    number,
                                    createdAt,
                                    checkedAt,
                                    finalizingMillis,
                                    cancellingMillis));
        }
    }

    Batch with(Verdict decided) {
        return copy(decided, cancelledAt, results);
    }

    Batch with(Results left) {
        return copy(verdict, cancelledAt, left);
    }

    Batch cancelled(long at) {
        return copy(verdict, at, results);
    }

    private Batch copy(
            @Nullable Verdict newVerdict,
            @Nullable Long newCancelled,
            @Nullable Results newResults) {
        return new Batch(
                id,
                number,
                endpoint,
                inputFileId,
                metadata,
                outputLifetime,
                createdAt,
                visibleAt,
                checkedAt,
                finalizingMillis,
                cancellingMillis,
                newVerdict,
                newCancelled,
                newResults);
    }
}
