package dev.nightshift.reconcile;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

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
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Finds jobs that are not over and that no execution carries: one that was never started, because
 * its starter died between the row and the execution, or one that ended without the job's end, as
 * when it was aborted, or before a table had the job's results. A new execution goes on from what
 * lies in the table and the bucket; no batch is created twice for it. Money that is still reserved
 * for jobs that are over is settled. How it stands with all of it is told at the end.
 */
@Singleton
public final class Reconcile {
    private static final Logger LOG = LoggerFactory.getLogger(Reconcile.class);
    private static final int JOBS_LOOKED_AT = 1000;

    /** A starter that is still at work between the row and the execution is left alone. */
    private static final Duration STARTING = Duration.ofMinutes(2);

    /** A table that cannot be reached for so long may be gone. */
    private static final Duration DELIVERED_WITHIN = Duration.ofDays(1);

    /** An execution that has ended early so often is started again once a day, no more. */
    private static final int RESTARTS_AT_ONCE = 10;

    private static final Duration A_DAY = Duration.ofDays(1);

    private final Jobs jobs;
    private final SfnClient stepFunctions;
    private final JobStarter starter;
    private final Budget budget;
    private final Standstill standstill;
    private final Situation situation;
    private final String executions;
    private final InstantSource clock;

    Reconcile(
            Jobs jobs,
            Bucket bucket,
            SfnClient stepFunctions,
            ReconcileSettings settings,
            Budget budget,
            Standstill standstill,
            Situation situation,
            InstantSource clock) {
        this.jobs = jobs;
        this.stepFunctions = stepFunctions;
        this.budget = budget;
        this.standstill = standstill;
        this.situation = situation;
        this.starter =
                new JobStarter(bucket, jobs, stepFunctions, settings.stateMachineArn(), clock);
        this.executions = settings.stateMachineArn().replace(":stateMachine:", ":execution:") + ":";
        this.clock = clock;
    }

    ReconcileAnswer run() {
        List<Job> underWay = jobs.newest(JOBS_LOOKED_AT).filter(job -> !job.isDelivered()).toList();
        Map<Found, Long> found = underWay.stream().collect(groupingBy(this::lookAfter, counting()));
        Invocation.concernsJob(null);
        YearMonth month = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        budget.sweep(month);
        budget.sweep(month.minusMonths(1));
        int stuck = found.getOrDefault(Found.STUCK, 0L).intValue();
        situation.tell(underWay, stuck);
        int carriedOn = found.getOrDefault(Found.CARRIED_ON, 0L).intValue();
        return new ReconcileAnswer(1, underWay.size(), carriedOn, stuck);
    }

    private Found lookAfter(Job job) {
        Invocation.concernsJob(job.id().value());
        try {
            DescribeExecutionResponse execution =
                    stepFunctions.describeExecution(
                            of -> of.executionArn(executions + job.execution()));
            boolean isAlive =
                    execution.status() == ExecutionStatus.RUNNING
                            || execution.status() == ExecutionStatus.PENDING_REDRIVE;
            if (isAlive) {
                return standstill.holdsUp(job, execution.startDate())
                        ? stuck(job, "nothing of it was submitted, over or collected for long")
                        : Found.FINE;
            }
            if (job.status().isOver()) {
                return deliver(job);
            }
            // Read again: it may have ended as it should in between.
            return jobs.require(job.id()).status().isOver()
                    ? Found.FINE
                    : restart(job, execution.stopDate());
        } catch (ExecutionDoesNotExistException absent) {
            boolean isLate = clock.instant().isAfter(job.created().plus(STARTING));
            if (isLate) {
                LOG.warn("job {} has no execution; it is started", job.id());
                starter.execute(job);
            }
            return isLate ? Found.CARRIED_ON : Found.FINE;
        }
    }

    /** Gives a table the results of a job whose execution broke off over it. */
    private Found deliver(Job job) {
        Instant finished = job.finished();
        boolean isRecent =
                finished != null && clock.instant().isBefore(finished.plus(DELIVERED_WITHIN));
        if (isRecent) {
            LOG.warn("job {} is over, and its table has not all results; they are given", job.id());
            starter.deliver(job);
        }
        return isRecent ? Found.CARRIED_ON : stuck(job, "its table cannot be given the results");
    }

    private Found restart(Job job, Instant ended) {
        boolean isTriedOften = job.run() - job.round() >= RESTARTS_AT_ONCE;
        if (isTriedOften && clock.instant().isBefore(ended.plus(A_DAY))) {
            return stuck(job, "it ends early again and again, and is tried once a day");
        }
        LOG.warn("job {} ended early in run {}; it goes on in another", job.id(), job.run());
        if (jobs.restart(job)) {
            starter.execute(jobs.require(job.id()));
        }
        return Found.CARRIED_ON;
    }

    private static Found stuck(Job job, String why) {
        LOG.error("job {} gets nowhere: {}", job.id(), why);
        return Found.STUCK;
    }

    /** What was found of a job. */
    private enum Found {
        FINE,
        /** An execution was started for it. */
        CARRIED_ON,
        /** It gets nowhere, and needs somebody. */
        STUCK
    }
}
