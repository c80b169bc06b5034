package dev.nightshift.collect;

import dev.nightshift.batch.RecordLineReader.RecordLine;
import dev.nightshift.pricing.Lane;
import java.nio.file.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that is over, and the files that came back for it, on local disk.
 *
 * @param round the round of the job that it belongs to
 * @param requests lines in its file
 * @param sent which rows of the batch it carried, counted from the batch's first; null for the
 *     first attempt, which carried what the rows say
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

    /** Whether it carried a row, which has a place in the batch. */
    boolean carried(RecordLine row, int place) {
        return sent == null ? row.isSent() : sent.get(place);
    }
}
