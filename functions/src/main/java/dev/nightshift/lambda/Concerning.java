package dev.nightshift.lambda;

import org.jspecify.annotations.Nullable;

/** A request that says whom it concerns, for the log. What it does not name is null, or 0. */
public interface Concerning {
    default @Nullable String job() {
        return null;
    }

    /** Which batch of the job, from 1. */
    default int batch() {
        return 0;
    }

    /** Which try at the batch, from 1. */
    default int attempt() {
        return 0;
    }

    default @Nullable String conversation() {
        return null;
    }

    default @Nullable String turn() {
        return null;
    }
}
