package dev.nightshift.cli.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that is to be started.
 *
 * @param task the name of one that the stack knows; null with {@code definition}
 * @param definition a task of the user's own, as YAML
 */
public record JobRequest(
        @Nullable String task, @Nullable String definition, Input input, Options options) {

    /** An upload that has been brought. */
    public record Input(String upload) {}

    /** What is wanted of the job; null for what is not said. */
    public record Options(
            @Nullable String lane,
            @Nullable Instant deadline,
            @Nullable String maxCostUsd,
            @Nullable Boolean fresh,
            @Nullable String idColumn,
            @Nullable String delimiter,
            @Nullable String encoding,
            @Nullable Long sample,
            @Nullable String model) {}
}
