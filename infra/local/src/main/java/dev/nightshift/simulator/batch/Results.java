package dev.nightshift.simulator.batch;

import dev.nightshift.simulator.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a batch has left behind.
 *
 * @param outputFileId null when no request succeeded
 * @param errorFileId null when none failed; empty by fault
 * @param outputShownAt milliseconds since 1970; before it the output file's id is not shown
 */
record Results(
        @Nullable String outputFileId,
        @Nullable String errorFileId,
        int completed,
        int failed,
        Usage usage,
        long outputShownAt) {
    static final Results NONE = new Results(null, null, 0, 0, Usage.NONE, 0);
}
