package dev.nightshift.cli.api;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task as the API tells it.
 *
 * @param reference name and version; null, like what follows, when its file is no task any more
 * @param source its file, as YAML; null in lists
 * @param problem what is wrong with the file; null when nothing is
 */
public record TaskView(
        String name,
        boolean builtIn,
        @Nullable String reference,
        @Nullable String purpose,
        @Nullable String model,
        @Nullable String source,
        @Nullable String problem) {

    /** Some tasks, the built-in ones first; null for no further page. */
    public record Page(List<TaskView> tasks, @Nullable String nextCursor) {
        public Page {
            // What is empty is not told.
            tasks = List.copyOf(Objects.requireNonNullElse(tasks, List.of()));
        }
    }
}
