package dev.nightshift.cli.api;

import dev.nightshift.job.JobStatus;
import dev.nightshift.progress.Progress;
import dev.nightshift.progress.Progress.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * How far a job is, as the API tells it.
 *
 * @param requests that there are, each counted once; 0 until they are known
 * @param answered those of them that need not be sent again
 */
public record ProgressView(
        String status, String stage, long requests, long answered, int batches, Instant created) {

    public boolean isOver() {
        return JobStatus.of(status).isOver();
    }

    /**
     * The same as it is shown.
     *
     * @param now by the stack's time, which another process may have behind this one's
     */
    public Progress at(Instant now) {
        Duration age = Duration.between(created, now);
        return new Progress(
                known(), answered, requests, batches, age.isNegative() ? Duration.ZERO : age);
    }

    /** A stage of a later version is one of those in which requests are under way. */
    private Stage known() {
        return Arrays.stream(Stage.values())
                .filter(one -> one.text().equals(stage))
                .findFirst()
                .orElse(Stage.RUNNING);
    }
}
