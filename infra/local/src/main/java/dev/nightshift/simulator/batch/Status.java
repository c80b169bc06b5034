package dev.nightshift.simulator.batch;

import java.util.Locale;

/**
 * Where a batch is.
 *
 * @see <a href="https://platform.openai.com/docs/guides/batch">OpenAI's guide, Batch, status
 *     table</a>
 */
enum Status {
    VALIDATING,
    FAILED,
    IN_PROGRESS,
    FINALIZING,
    COMPLETED,
    EXPIRED,
    CANCELLING,
    CANCELLED;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether what has been answered so far is all that will be answered. */
    boolean answeringIsOver() {
        return switch (this) {
            case FINALIZING, COMPLETED, EXPIRED, CANCELLING, CANCELLED -> true;
            case VALIDATING, IN_PROGRESS, FAILED -> false;
        };
    }

    /** Whether the files of results are there. */
    boolean hasResults() {
        return this == COMPLETED || this == EXPIRED || this == CANCELLED;
    }

    /** Whether its tokens count against the limit of enqueued tokens. */
    boolean isEnqueued() {
        return this == IN_PROGRESS || this == FINALIZING || this == CANCELLING;
    }
}
