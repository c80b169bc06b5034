package dev.nightshift.collect;

import dev.nightshift.pricing.Lane;
import java.nio.file.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that is over, and the files that came back for it, on local disk.
 *
 * @param round the round of the job that it belongs to
 * @param requests lines in its file
 * @param sent which rows of the batch it carried, counted from the batch's first; null for all
 *     those that could be used
 * @param output empty when nothing succeeded
 * @param error empty when nothing failed
 */
record ReturnedAttempt(
        int round,
        Lane lane,
        long requests,
        @Nullable BitSet sent,
        AttemptEnd end,
        Path output,
        Path error) {

    /** Whether it carried a row, by its place in the batch. */
    boolean carried(int place) {
        return sent == null || sent.get(place);
    }
}
