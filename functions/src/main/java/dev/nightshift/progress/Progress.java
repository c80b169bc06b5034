package dev.nightshift.progress;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is, all its batches taken together.
 *
 * @param done requests that have been answered and need not be sent again
 * @param total requests of all batches, each counted once; 0 until they are known
 * @param batches how many batches there are; 0 until they are known
 */
public record Progress(Stage stage, long done, long total, int batches, Duration elapsed) {

    /** What happens to a job, in this order. */
    public enum Stage {
        PREPARING("preparing"),
        /** Until there is room for its tokens in OpenAI's queue. */
        QUEUED("queued"),
        UPLOADING("uploading"),
        VALIDATING("validating"),
        RUNNING("running"),
        CANCELLING("cancelling"),
        FINALISING("finalising"),
        COLLECTING("collecting"),
        FINISHED("finished");

        private final String text;

        Stage(String text) {
            this.text = text;
        }

        /** The word for it. */
        public String text() {
            return text;
        }
    }

    /**
     * Of a job.
     *
     * @param attempts all at its batches
     */
    public static Progress of(Job job, List<BatchAttempt> attempts, Duration elapsed) {
        Collection<BatchAttempt> latest = latest(attempts);
        long total =
                attempts.stream()
                        .filter(attempt -> attempt.attempt() == 1)
                        .mapToLong(BatchAttempt::requests)
                        .sum();
        long done = total - latest.stream().mapToLong(Progress::toDo).sum();
        return new Progress(stage(job, latest), done, total, latest.size(), elapsed);
    }

    /** Requests that have been answered, in hundredths of all; 0 until their number is known. */
    public int percent() {
        return total == 0 ? 0 : (int) (100 * done / total);
    }

    /**
     * When the requests would be answered if they go on as they did since the first of them was
     * sent, and at the latest when OpenAI ends the batches; null where there is nothing to go by.
     *
     * @param attempts all at the job's batches
     */
    public @Nullable Instant expectedEnd(List<BatchAttempt> attempts, Instant now) {
        Optional<Instant> begun =
                attempts.stream()
                        .map(BatchAttempt::submitted)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder());
        if (stage != Stage.RUNNING || done == 0 || begun.isEmpty()) {
            return null;
        }
        Duration spent = Duration.between(begun.get(), now);
        Instant end = now.plusMillis((long) (spent.toMillis() * ((total - done) / (double) done)));
        return latest(attempts).stream()
                .map(BatchAttempt::expiresAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .filter(end::isAfter)
                .orElse(end);
    }

    private static Stage stage(Job job, Collection<BatchAttempt> latest) {
        if (job.status().isOver()) {
            return Stage.FINISHED;
        }
        if (job.status() == JobStatus.PREPARING || latest.isEmpty()) {
            return Stage.PREPARING;
        }
        List<Stage> stages = latest.stream().map(Progress::stage).toList();
        // While one runs its count moves, and that says more than what others wait for.
        return stages.contains(Stage.RUNNING)
                ? Stage.RUNNING
                : stages.stream().min(Stage::compareTo).orElse(Stage.PREPARING);
    }

    private static Stage stage(BatchAttempt attempt) {
        return switch (attempt.phase()) {
            case WRITTEN -> written(attempt);
            case SUBMITTED -> atOpenAi(attempt.status() == null ? "" : attempt.status());
            case OVER, COLLECTED -> Stage.COLLECTING;
        };
    }

    /** Requests that are sent one by one are answered before anything is submitted. */
    private static Stage written(BatchAttempt attempt) {
        if (attempt.requests() == 0) {
            return Stage.COLLECTING;
        }
        if (attempt.done() > 0) {
            return Stage.RUNNING;
        }
        boolean asksForRoom = attempt.token() != null && !attempt.leased();
        return asksForRoom ? Stage.QUEUED : Stage.UPLOADING;
    }

    private static Stage atOpenAi(String status) {
        return switch (status) {
            case "in_progress" -> Stage.RUNNING;
            case "finalizing" -> Stage.FINALISING;
            case "cancelling" -> Stage.CANCELLING;
            case "completed", "failed", "expired", "cancelled" -> Stage.COLLECTING;
            default -> Stage.VALIDATING;
        };
    }

    private static long toDo(BatchAttempt attempt) {
        return switch (attempt.phase()) {
            case WRITTEN, SUBMITTED -> Math.max(0, attempt.requests() - attempt.done());
            case OVER -> 0;
            case COLLECTED -> attempt.left().requests();
        };
    }

    /** Of every batch the last try. */
    private static Collection<BatchAttempt> latest(List<BatchAttempt> attempts) {
        Map<Integer, BatchAttempt> latest = new TreeMap<>();
        for (BatchAttempt attempt : attempts) {
            latest.merge(
                    attempt.batch(),
                    attempt,
                    (one, other) -> one.attempt() > other.attempt() ? one : other);
        }
        return latest.values();
    }
}
