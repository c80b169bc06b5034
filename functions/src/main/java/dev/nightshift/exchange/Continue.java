package dev.nightshift.exchange;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.exchange.ExchangeRequest.Options;
import dev.nightshift.exchange.ExchangeRequest.Wish;
import dev.nightshift.job.Callback;
import dev.nightshift.job.Feed;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.JobInput;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.JobStarter;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.NewJob;
import dev.nightshift.job.TaskShelf;
import dev.nightshift.lambda.Invocation;
import dev.nightshift.pricing.Lane;
import dev.nightshift.source.Source;
import dev.nightshift.source.SourceLeases;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.Timestamps;
import dev.nightshift.task.Task;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Starts the next job of a table for a schedule: when the one before has given its results back,
 * and a record is due. The start is known by the job before it, so that two that look at the same
 * moment start one.
 *
 * <p>Of several sources one has a job at a time, and they take turns.
 */
@Singleton
final class Continue {
    private static final Logger LOG = LoggerFactory.getLogger(Continue.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TaskShelf tasks;
    private final Tables tables;
    private final SourceLeases leases;
    private final Jobs jobs;
    private final JobStarter starter;
    private final InstantSource clock;

    Continue(
            TaskShelf tasks,
            Tables tables,
            SourceLeases leases,
            Jobs jobs,
            Bucket bucket,
            SfnClient stepFunctions,
            ExchangeSettings settings,
            InstantSource clock) {
        this.tasks = tasks;
        this.tables = tables;
        this.leases = leases;
        this.jobs = jobs;
        this.starter =
                new JobStarter(bucket, jobs, stepFunctions, settings.stateMachineArn(), clock);
        this.clock = clock;
    }

    /**
     * A source that the schedule goes on with.
     *
     * @param description of the source, as JSON
     * @param before the job that the schedule started for it last, by which its next is known; null
     *     for none
     * @param last that job; null where it is none, or gone
     */
    private record Stage(
            String description,
            Source source,
            Task task,
            JobOptions options,
            @Nullable JobId before,
            @Nullable Job last) {}

    /**
     * Starts a job where one can begin: of the source after the one that had the last, or the next
     * one that has a record due. While any of the sources has a job under way none is started.
     *
     * @throws dev.nightshift.source.InvalidSourceException when the schedule's input names no
     *     table, or one that its task cannot serve
     * @throws IllegalArgumentException when it names no task
     */
    ExchangeAnswer run(ExchangeRequest wanted) throws IOException {
        List<Stage> stages = new ArrayList<>();
        for (Wish wish : wanted.wishes()) {
            stages.add(stage(wish));
        }
        for (Stage stage : stages) {
            Optional<JobId> busy = busy(stage);
            if (busy.isPresent()) {
                Invocation.concernsJob(busy.get().value());
                LOG.info("nothing is started while job {} is under way", busy.get());
                return ExchangeAnswer.waitingFor(busy.get());
            }
        }
        Optional<Stage> latest =
                stages.stream()
                        .filter(stage -> stage.last() != null)
                        .max(Comparator.comparing(stage -> begun(stage.last())));
        Collections.rotate(stages, -1 - latest.map(stages::indexOf).orElse(-1));
        for (Stage stage : stages) {
            if (hasDue(stage.source())) {
                return start(stage);
            }
        }
        return ExchangeAnswer.DONE;
    }

    private Stage stage(Wish wish) throws IOException {
        String description = JSON.writeValueAsString(wish.source());
        String name = String.valueOf(wish.task());
        Task task =
                tasks.find(name)
                        .orElseThrow(
                                () -> new IllegalArgumentException("there is no task " + name));
        Source source = Source.of(JSON.readTree(description), task);
        Optional<JobId> before = leases.lastOf(source);
        return new Stage(
                description,
                source,
                task,
                options(wish.options()),
                before.orElse(null),
                before.flatMap(jobs::find).orElse(null));
    }

    /** The job that works on a source, the schedule's own or another. */
    private Optional<JobId> busy(Stage stage) {
        Job last = stage.last();
        return last != null && !last.isDelivered()
                ? Optional.of(last.id())
                : leases.holder(stage.source());
    }

    private static Instant begun(@Nullable Job job) {
        return job == null ? Instant.MIN : job.created();
    }

    private ExchangeAnswer start(Stage stage) throws IOException {
        Source source = stage.source();
        JobId before = stage.before();
        String key =
                "continue after %s %s"
                        .formatted(
                                source.written().mark(),
                                before == null ? source.place() : before.value());
        Job job =
                starter.startOnce(
                                key,
                                new NewJob(
                                        null,
                                        source.place(),
                                        new JobInput.Fed(Feed.TABLE, stage.description()),
                                        stage.task(),
                                        stage.options()))
                        .job();
        Invocation.concernsJob(job.id().value());
        leases.continued(source, job);
        LOG.info("job {} goes on with {}", job.id(), source.place());
        return ExchangeAnswer.started(job.id());
    }

    private boolean hasDue(Source source) throws IOException {
        var nobody = new Marks("nobody", "", "", Timestamps.text(clock.instant()), "");
        try (OpenTable table = tables.open(source, nobody)) {
            return table.hasDue();
        }
    }

    private static JobOptions options(@Nullable Options wanted) {
        Options options = Objects.requireNonNullElse(wanted, new Options(null, null, null, null));
        String lane = options.lane();
        String cap = options.maxCostUsd();
        String callback = options.callback();
        String handover = options.handoverUrl();
        return JobOptions.STANDARD
                .withInput(Source.INPUT)
                .withLane(lane == null ? null : Lane.fromWire(lane))
                .withMaxCost(cap == null ? null : new BigDecimal(cap))
                .withCallback(callback == null ? null : Callback.parse(callback))
                .withHandover(handover == null ? null : Callback.parse(handover));
    }
}
