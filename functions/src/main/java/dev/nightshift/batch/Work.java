package dev.nightshift.batch;

import org.jspecify.annotations.Nullable;

/**
 * What a usable row asks, and who answers it.
 *
 * @param hash of its first request
 * @param isReused whether an earlier job had the answer
 * @param equalTo the ordinal of the row of this job that asked the same first; null for none
 */
public record Work(ContentHash hash, boolean isReused, @Nullable Long equalTo) {

    /** Work that the model is to do. */
    public static Work sent(ContentHash hash) {
        return new Work(hash, false, null);
    }

    /** Work that an earlier job had done. */
    public static Work reused(ContentHash hash) {
        return new Work(hash, true, null);
    }

    /** Work that another row of the job asked for. */
    public static Work equalTo(long ordinal, ContentHash hash) {
        return new Work(hash, false, ordinal);
    }

    /** Whether a request is sent for it. */
    public boolean isSent() {
        return !isReused && equalTo == null;
    }
}
