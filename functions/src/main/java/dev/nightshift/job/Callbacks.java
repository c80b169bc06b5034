package dev.nightshift.job;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a user's that are called when a job is over, see {@link Callback}.
 *
 * @param callback is told of it; null for the stack's own, if it has one
 * @param handover gets the records, as their task maps them; null for none
 */
public record Callbacks(@Nullable URI callback, @Nullable URI handover) {
    /** None that a user named. */
    public static final Callbacks NONE = new Callbacks(null, null);
}
