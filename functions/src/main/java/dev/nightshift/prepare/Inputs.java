package dev.nightshift.prepare;

import dev.nightshift.job.Job;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.task.Task;
import dev.nightshift.task.TaskRecords;
import java.io.IOException;

/** Opens what users handed in. */
final class Inputs {
    private Inputs() {}

    /**
     * A job's input from its beginning; the caller closes it.
     *
     * @throws dev.nightshift.record.UnreadableInputException when it cannot be used as a whole
     */
    static TaskRecords open(Bucket bucket, ScratchSettings scratch, Job job, Task task)
            throws IOException {
        return TaskRecords.open(
                task,
                bucket.open(job.files().input()),
                job.source(),
                job.options().input(),
                job.options().maxRecords(),
                scratch);
    }
}
