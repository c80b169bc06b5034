package dev.nightshift.job;

import dev.nightshift.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * A job that is to be started.
 *
 * @param owner who starts it; null for whoever has the stack
 * @param source the name of the file, for people
 */
public record NewJob(
        @Nullable String owner, String source, JobInput input, Task task, JobOptions options) {
    public NewJob {
        if (options.handover() != null && task.replies().handover().isEmpty()) {
            throw new IllegalArgumentException(
                    "task %s has no results.handover that maps records"
                            .formatted(task.reference()));
        }
    }
}
