package dev.nightshift.exchange;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.exchange.ExchangeRequest.Options;
import dev.nightshift.job.Feed;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.JobInput;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.JobStarter;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.NewJob;
import dev.nightshift.job.TaskShelf;
import dev.nightshift.pricing.Lane;
import dev.nightshift.source.Source;
import dev.nightshift.source.SourceLeases;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.Timestamps;
import dev.nightshift.task.Task;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Starts the next job of a table for a schedule: when the one before has given its results back,
 * and a record is due. The start is known by the job before it, so that two that look at the same
 * moment start one.
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
     * Starts a job where one can begin.
     *
     * @throws dev.nightshift.source.InvalidSourceException when the schedule's input names no
     *     table, or one that its task cannot serve
     * @throws IllegalArgumentException when it names no task
     */
    ExchangeAnswer run(ExchangeRequest wanted) throws IOException {
        String description = JSON.writeValueAsString(wanted.source());
        String name = String.valueOf(wanted.task());
        Task task =
                tasks.find(name)
                        .orElseThrow(
                                () -> new IllegalArgumentException("there is no task " + name));
        Source source = Source.of(JSON.readTree(description), task);
        Optional<JobId> before = leases.lastOf(source);
        if (before.flatMap(jobs::find).filter(job -> !job.isDelivered()).isPresent()
                || leases.holder(source).isPresent()
                || !hasDue(source)) {
            return ExchangeAnswer.DONE;
        }
        String key =
                "continue after %s %s"
                        .formatted(
                                source.written().mark(),
                                before.map(JobId::value).orElse(source.place()));
        Job job =
                starter.startOnce(
                                key,
                                new NewJob(
                                        null,
                                        source.place(),
                                        new JobInput.Fed(Feed.TABLE, description),
                                        task,
                                        options(wanted)))
                        .job();
        leases.continued(source, job);
        LOG.info("job {} goes on with {}", job.id(), source.place());
        return new ExchangeAnswer(1, null, job.id().value());
    }

    private boolean hasDue(Source source) throws IOException {
        var nobody = new Marks("nobody", "", "", Timestamps.text(clock.instant()), "");
        try (OpenTable table = tables.open(source, nobody)) {
            return table.hasDue();
        }
    }

    private static JobOptions options(ExchangeRequest wanted) {
        Options options = Objects.requireNonNullElse(wanted.options(), new Options(null, null));
        String lane = options.lane();
        String cap = options.maxCostUsd();
        return JobOptions.STANDARD
                .withInput(Source.INPUT)
                .withLane(lane == null ? null : Lane.fromWire(lane))
                .withMaxCost(cap == null ? null : new BigDecimal(cap));
    }
}
