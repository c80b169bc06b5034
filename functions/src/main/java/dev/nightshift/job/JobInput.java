package dev.nightshift.job;

import java.io.InputStream;

/** Where the records of a new job come from. */
public sealed interface JobInput {
    /**
     * Bytes at hand.
     *
     * @param in read to the end, not closed
     */
    record Bytes(InputStream in) implements JobInput {}

    /**
     * An object of the bucket, which is copied there.
     *
     * @param key of one that exists
     */
    record Stored(String key) implements JobInput {}

    /**
     * Whatever the job's first step finds then.
     *
     * @param feed where
     * @param description for that step, as JSON
     */
    record Fed(Feed feed, String description) implements JobInput {}
}
