package dev.nightshift.trigger;

import dev.nightshift.job.Job;
import dev.nightshift.job.JobInput;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.JobStarter;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.NewJob;
import dev.nightshift.job.StartKeyTakenException;
import dev.nightshift.job.TaskShelf;
import dev.nightshift.lambda.Invocation;
import dev.nightshift.order.InvalidOptionException;
import dev.nightshift.order.WantedOptions;
import dev.nightshift.pricing.Prices;
import dev.nightshift.storage.Bucket;
import dev.nightshift.task.InvalidTaskException;
import dev.nightshift.task.Task;
import dev.nightshift.trigger.ObjectEvent.StoredObject;
import dev.nightshift.upload.Dropped;
import dev.nightshift.upload.Drops;
import dev.nightshift.upload.Upload;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Starts a job for each file that is put into the bucket.
 *
 * <p>An event may come twice, late and after the next. So what lies there counts, not the event:
 * nothing is done where the object is gone or another by now, for of that another event tells, and
 * where this one or a later one was taken. Two that look at the same moment start one job, which
 * goes by the content.
 */
@Singleton
final class Trigger {
    private static final Logger LOG = LoggerFactory.getLogger(Trigger.class);

    private final Bucket bucket;
    private final Drops drops;
    private final TaskShelf tasks;
    private final OptionsFiles optionsFiles;
    private final Prices prices;
    private final JobStarter starter;
    private final TriggerSettings settings;
    private final InstantSource clock;

    Trigger(
            Bucket bucket,
            Drops drops,
            TaskShelf tasks,
            OptionsFiles optionsFiles,
            Prices prices,
            Jobs jobs,
            SfnClient stepFunctions,
            TriggerSettings settings,
            InstantSource clock) {
        this.bucket = bucket;
        this.drops = drops;
        this.tasks = tasks;
        this.optionsFiles = optionsFiles;
        this.prices = prices;
        this.starter =
                new JobStarter(bucket, jobs, stepFunctions, settings.stateMachineArn(), clock);
        this.settings = settings;
        this.clock = clock;
    }

    /** What comes of one object. */
    private sealed interface Result {
        record Started(Job job) implements Result {}

        record Refused() implements Result {}

        record Ignored() implements Result {}
    }

    TriggerAnswer run(ObjectEvent event) throws IOException {
        List<String> jobs = new ArrayList<>();
        int refused = 0;
        for (StoredObject object : event.put()) {
            Invocation.concernsJob(null);
            switch (take(object)) {
                case Result.Started(Job job) -> jobs.add(job.id().value());
                case Result.Refused() -> refused++;
                case Result.Ignored() -> {}
            }
        }
        return new TriggerAnswer(jobs, refused);
    }

    private Result take(StoredObject object) throws IOException {
        return switch (Dropped.of(decoded(object.key()))) {
            case Dropped.Other() -> new Result.Ignored();
            case Dropped.Misplaced misplaced ->
                    refuse(misplaced.errorKey(), misplaced.key(), misplaced.why());
            case Dropped.File file -> take(file, object);
        };
    }

    private Result take(Dropped.File file, StoredObject object) throws IOException {
        String sequencer = Objects.requireNonNullElse(object.sequencer(), "");
        if (drops.isTaken(file, sequencer) || !isThere(file, object.eTag())) {
            return new Result.Ignored();
        }
        try {
            Job job = start(file, sequencer);
            Invocation.concernsJob(job.id().value());
            drops.started(file, sequencer, job);
            bucket.delete(file.errorKey());
            LOG.info("job {} is started by {}", job.id(), file.key());
            return new Result.Started(job);
        } catch (StartKeyTakenException started) {
            // By this very object, before its options changed.
            return new Result.Ignored();
        } catch (RefusedException e) {
            Result refused = refuse(file.errorKey(), file.key(), String.valueOf(e.getMessage()));
            drops.refused(file, sequencer, clock.instant());
            return refused;
        }
    }

    private Job start(Dropped.File file, String sequencer) throws IOException {
        requireSize(bucket.size(file.key()).orElse(0));
        NewJob wanted = wanted(file);
        // What is to be paid again has no content to go by.
        String key =
                wanted.options().isFresh() ? "upload %s %s".formatted(file.key(), sequencer) : null;
        return starter.startOnce(key, wanted).job();
    }

    private NewJob wanted(Dropped.File file) throws IOException {
        WantedOptions said = optionsFiles.of(file);
        Instant now = clock.instant();
        try {
            Task task =
                    tasks.find(file.task())
                            .orElseThrow(
                                    () ->
                                            new RefusedException(
                                                    "there is no task %s".formatted(file.task())));
            JobOptions options = said.at(now).withOrigin(file.key());
            return new NewJob(
                    null,
                    file.name(),
                    new JobInput.Stored(file.key()),
                    said.appliedTo(task, prices, now),
                    options.maxCost() == null ? options.withMaxCost(settings.maxCost()) : options);
        } catch (InvalidTaskException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        } catch (InvalidOptionException e) {
            throw new RefusedException(
                    "in %s:\n  %s: %s".formatted(file.optionsKey(), e.option(), e.getMessage()));
        }
    }

    private static void requireSize(long bytes) {
        if (bytes == 0) {
            throw new RefusedException("the file is empty");
        }
        if (bytes > Upload.LARGEST) {
            throw new RefusedException(
                    "the file has %,d bytes, and %,d are taken; split it"
                            .formatted(bytes, Upload.LARGEST));
        }
    }

    /** Whether the object lies there of which an event tells. */
    private boolean isThere(Dropped.File file, @Nullable String eTag) {
        try {
            String there = bucket.eTag(file.key()).replace("\"", "");
            return eTag == null || eTag.replace("\"", "").equals(there);
        } catch (NoSuchKeyException gone) {
            return false;
        }
    }

    private Result refuse(String errorKey, String key, String why) {
        LOG.info("{} starts no job", key);
        bucket.put(
                errorKey,
                "%s started no job: %s\nWhen that is mended, put the file there once more.\n"
                        .formatted(key, why)
                        .getBytes(StandardCharsets.UTF_8));
        return new Result.Refused();
    }

    /** A key as it was before it was put into an event; blank for none. */
    private static String decoded(@Nullable String key) {
        return Optional.ofNullable(key)
                .map(encoded -> URLDecoder.decode(encoded, StandardCharsets.UTF_8))
                .orElse("");
    }
}
