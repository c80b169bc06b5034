package dev.nightshift.done;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Results that were written together and never change. A segment is three objects: {@code data},
 * lines as {@link Entry} has them; {@code keys}, see {@link Keys}; and {@code jobs}, the ids of the
 * jobs that the results are from, one a line.
 *
 * @param entries how many results, at least 1
 * @param bytes of its data
 * @param newestDay when its newest result came, in days since 1970
 * @param retired when another took its place; null while it stands
 */
record Segment(String id, long entries, long bytes, int newestDay, @Nullable Instant retired) {

    static final String DATA = "data";
    static final String KEYS = "keys";
    static final String JOBS = "jobs";
}
