package dev.nightshift.reconcile;

import dev.nightshift.budget.Budget;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobStarter;
import dev.nightshift.job.Jobs;
import dev.nightshift.lambda.Invocation;
import dev.nightshift.storage.Bucket;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Finds jobs that are not over and that no execution carries: one that was never started, because
 * its starter died between the row and the execution, or one that ended without the job's end, as
 * when it was aborted, or before a table had the job's results. A new execution goes on from what
 * lies in the table and the bucket; no batch is created twice for it. Money that is still reserved
 * for jobs that are over is settled.
 */
@Singleton
public final class Reconcile {
    private static final Logger LOG = LoggerFactory.getLogger(Reconcile.class);
    private static final int JOBS_LOOKED_AT = 1000;

    /** A starter that is still at work between the row and the execution is left alone. */
    private static final Duration STARTING = Duration.ofMinutes(2);

    /** A table that cannot be reached for so long may be gone. */
    private static final Duration DELIVERED_WITHIN = Duration.ofDays(1);

    /** An execution that always ends early would be started for ever. */
    private static final int MOST_RESTARTS = 10;

    private final Jobs jobs;
    private final SfnClient stepFunctions;
    private final JobStarter starter;
    private final Budget budget;
    private final String executions;
    private final InstantSource clock;

    Reconcile(
            Jobs jobs,
            Bucket bucket,
            SfnClient stepFunctions,
            ReconcileSettings settings,
            Budget budget,
            InstantSource clock) {
        this.jobs = jobs;
        this.stepFunctions = stepFunctions;
        this.budget = budget;
        this.starter =
                new JobStarter(bucket, jobs, stepFunctions, settings.stateMachineArn(), clock);
        this.executions = settings.stateMachineArn().replace(":stateMachine:", ":execution:") + ":";
        this.clock = clock;
    }

    ReconcileAnswer run() {
        List<Job> underWay = jobs.newest(JOBS_LOOKED_AT).filter(job -> !job.isDelivered()).toList();
        int carriedOn = (int) underWay.stream().filter(this::carryOn).count();
        Invocation.concernsJob(null);
        YearMonth month = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        budget.sweep(month);
        budget.sweep(month.minusMonths(1));
        return new ReconcileAnswer(1, underWay.size(), carriedOn);
    }

    /** Whether an execution was started. */
    private boolean carryOn(Job job) {
        Invocation.concernsJob(job.id().value());
        try {
            ExecutionStatus status =
                    stepFunctions
                            .describeExecution(of -> of.executionArn(executions + job.execution()))
                            .status();
            boolean isAlive =
                    status == ExecutionStatus.RUNNING || status == ExecutionStatus.PENDING_REDRIVE;
            if (!isAlive && job.status().isOver()) {
                return deliver(job);
            }
            // Read again: it may have ended as it should in between.
            return !isAlive && !jobs.require(job.id()).status().isOver() && restart(job);
        } catch (ExecutionDoesNotExistException absent) {
            boolean isLate = clock.instant().isAfter(job.created().plus(STARTING));
            if (isLate) {
                LOG.warn("job {} has no execution; it is started", job.id());
                starter.execute(job);
            }
            return isLate;
        }
    }

    /** Gives a table the results of a job whose execution broke off over it. */
    private boolean deliver(Job job) {
        Instant finished = job.finished();
        boolean isRecent =
                finished != null && clock.instant().isBefore(finished.plus(DELIVERED_WITHIN));
        if (isRecent) {
            LOG.warn("job {} is over, and its table has not all results; they are given", job.id());
            starter.deliver(job);
        }
        return isRecent;
    }

    private boolean restart(Job job) {
        if (job.run() - job.round() >= MOST_RESTARTS) {
            LOG.error("job {} ended early in run {}; it is given up", job.id(), job.run());
            return false;
        }
        LOG.warn("job {} ended early in run {}; it goes on in another", job.id(), job.run());
        if (jobs.restart(job)) {
            starter.execute(jobs.require(job.id()));
        }
        return true;
    }
}
