package dev.nightshift.job;

import dev.nightshift.pricing.Lane;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ObjectUpload;
import dev.nightshift.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/**
 * Starts jobs: the input and the task into the bucket, the row into the table, then the execution,
 * which is named like the job, so that a repeat starts nothing twice.
 */
public final class JobStarter {
    private final Bucket bucket;
    private final Jobs jobs;
    private final SfnClient stepFunctions;
    private final String stateMachineArn;
    private final InstantSource clock;

    public JobStarter(
            Bucket bucket,
            Jobs jobs,
            SfnClient stepFunctions,
            String stateMachineArn,
            InstantSource clock) {
        this.bucket = bucket;
        this.jobs = jobs;
        this.stepFunctions = stepFunctions;
        this.stateMachineArn = stateMachineArn;
        this.clock = clock;
    }

    /**
     * A start that may be the repeat of an earlier one.
     *
     * @param job the one that does what was asked
     * @param isNew whether it was made for this start
     */
    public record Started(Job job, boolean isNew) {}

    /**
     * Starts a job.
     *
     * @param source the name of the file, for people
     * @param input the file's bytes; read to the end, not closed
     */
    public Job start(String source, InputStream input, Task task, JobOptions options)
            throws IOException {
        return start(new NewJob(null, source, new JobInput.Bytes(input), task, options));
    }

    /** Starts a job. */
    public Job start(NewJob wanted) throws IOException {
        Job job = newJob(wanted, clock);
        write(job, wanted);
        // A row that is there already is this one: no id comes twice, but the SDK repeats a call
        // whose answer was lost.
        jobs.create(job);
        execute(job);
        return job;
    }

    /**
     * Starts a job unless an earlier start led to one that stands for it, see {@link StartKey};
     * what broke off of that start is finished.
     *
     * @param key the caller's own; null to go by the content
     * @throws StartKeyTakenException when the caller's key stands for another content
     */
    public Started startOnce(
            @Nullable String key, String source, InputStream input, Task task, JobOptions options)
            throws IOException {
        return startOnce(key, new NewJob(null, source, new JobInput.Bytes(input), task, options));
    }

    /** The same; what one owner started never stands for what another does. */
    public Started startOnce(@Nullable String key, NewJob wanted) throws IOException {
        if (key == null && wanted.input() instanceof JobInput.Fed) {
            // What it finds is another with every look.
            return new Started(start(wanted), true);
        }
        Job job = newJob(wanted, clock);
        StartKey start = StartKey.of(key, wanted, write(job, wanted));
        Job stands = jobs.create(job, start);
        boolean isNew = stands.id().equals(job.id());
        if (!isNew) {
            bucket.deleteAll(job.files().all());
        }
        if (!stands.status().isOver()) {
            execute(stands);
        }
        return new Started(stands, isNew);
    }

    /** Writes what a job begins with into the bucket; the digest of the input. */
    private String write(Job job, NewJob wanted) throws IOException {
        bucket.put(job.files().task(), wanted.task().source().getBytes(StandardCharsets.UTF_8));
        return switch (wanted.input()) {
            case JobInput.Bytes(InputStream in) -> {
                MessageDigest digest = StartKey.digest();
                try (ObjectUpload upload = bucket.create(job.files().input())) {
                    new DigestInputStream(in, digest).transferTo(upload);
                    upload.commit();
                }
                yield StartKey.hex(digest);
            }
            case JobInput.Stored(String key) -> {
                bucket.join(List.of(key), job.files().input());
                yield bucket.eTag(key);
            }
            case JobInput.Fed(Feed feed, String description) -> {
                byte[] bytes = description.getBytes(StandardCharsets.UTF_8);
                bucket.put(job.files().description(feed), bytes);
                MessageDigest digest = StartKey.digest();
                digest.update(bytes);
                yield StartKey.hex(digest);
            }
        };
    }

    /** A job that has not begun. */
    static Job newJob(NewJob wanted, InstantSource clock) {
        Instant now = clock.instant();
        Task task = wanted.task();
        JobOptions options = wanted.options();
        return new Job(
                JobId.create(now),
                wanted.owner(),
                wanted.source(),
                task.reference(),
                task.model(),
                options,
                Objects.requireNonNullElse(options.lane(), Lane.BATCH),
                options.lane() == null || options.deadline() != null ? null : LaneReason.WISH,
                JobStatus.PREPARING,
                0,
                0,
                null,
                1,
                1,
                null,
                AttemptLimits.ONCE,
                now,
                null,
                null,
                null,
                null,
                null,
                wanted.input() instanceof JobInput.Fed(Feed feed, String _) ? feed : null,
                null,
                null,
                null);
    }

    /**
     * Runs a job once more that is over.
     *
     * @param again which records are to be run
     * @return false when something else is under way, or the job came to its end before its input
     *     was read
     */
    public boolean again(JobId id, Again again) {
        boolean reopened = jobs.reopen(id, again);
        Job job = jobs.require(id);
        // A repeat finds the job reopened, and its execution perhaps not started.
        boolean isUnderWay = reopened || (job.again() == again && !job.status().isOver());
        if (isUnderWay) {
            execute(job);
        }
        return isUnderWay;
    }

    /**
     * Has a job removed that is over.
     *
     * @return the name of the execution that does it
     */
    public String delete(Job job) {
        String name = job.id() + "-delete-" + clock.instant().toEpochMilli();
        stepFunctions.startExecution(
                start ->
                        start.stateMachineArn(stateMachineArn)
                                .name(name)
                                .input(input(job, "\"delete\"")));
        return name;
    }

    /** Has the results of a job that is over given once more to the table that it serves. */
    public void deliver(Job job) {
        stepFunctions.startExecution(
                start ->
                        start.stateMachineArn(stateMachineArn)
                                .name(job.id() + "-deliver-" + clock.instant().toEpochMilli())
                                .input(input(job, "\"deliver\"")));
    }

    /** Starts the execution of a job whose row is there; without effect when it was started. */
    public void execute(Job job) {
        String again = job.again() == null ? "null" : "\"" + job.again().wire() + "\"";
        try {
            stepFunctions.startExecution(
                    start ->
                            start.stateMachineArn(stateMachineArn)
                                    .name(job.execution())
                                    .input(input(job, again)));
        } catch (ExecutionAlreadyExistsException started) {
            // The execution's name is the job's, so it is this one.
        }
    }

    private static String input(Job job, String again) {
        Feed feed = job.feed();
        return "{\"version\":1,\"job\":\"%s\",\"run\":%d,\"again\":%s%s}"
                .formatted(
                        job.id(),
                        job.run(),
                        again,
                        feed == null ? "" : ",\"feed\":\"%s\"".formatted(feed.wire()));
    }
}
