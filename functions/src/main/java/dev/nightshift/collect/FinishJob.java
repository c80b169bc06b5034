package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.collect.Report.BatchReport;
import dev.nightshift.cost.Costs;
import dev.nightshift.cost.Spent;
import dev.nightshift.estimate.AwsEstimate;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobFiles;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.JobTasks;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.Summary;
import dev.nightshift.metrics.Metrics;
import dev.nightshift.pricing.Lane;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.record.Tally;
import dev.nightshift.storage.Bucket;
import dev.nightshift.task.Replies;
import dev.nightshift.task.Replies.ResultGroup;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a job: joins the parts into the results, adds up the bill, writes the report. It goes by the
 * bucket and the table alone, so that a job delivers what it has however it ended.
 */
@Singleton
public final class FinishJob {
    private static final Logger LOG = LoggerFactory.getLogger(FinishJob.class);
    private static final Failure NOT_COLLECTED =
            new Failure("BatchNotCollected", "what came back for the batch could not be read");

    private static final com.fasterxml.jackson.databind.ObjectMapper TREES =
            new com.fasterxml.jackson.databind.ObjectMapper();

    private final Jobs jobs;
    private final BatchAttempts attempts;
    private final CollectBatch batches;
    private final JobTasks tasks;
    private final EqualRows equalRows;
    private final Costs costs;
    private final Metrics metrics;
    private final ResultsOfUpload upload;
    private final Bucket bucket;
    private final ObjectMapper json;
    private final InstantSource clock;

    FinishJob(
            Jobs jobs,
            BatchAttempts attempts,
            CollectBatch batches,
            JobTasks tasks,
            EqualRows equalRows,
            Costs costs,
            Metrics metrics,
            ResultsOfUpload upload,
            Bucket bucket,
            ObjectMapper json,
            InstantSource clock) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.batches = batches;
        this.tasks = tasks;
        this.equalRows = equalRows;
        this.costs = costs;
        this.metrics = metrics;
        this.upload = upload;
        this.bucket = bucket;
        this.json = json;
        this.clock = clock;
    }

    CollectAnswer run(CollectRequest request) throws IOException {
        Job job = jobs.require(request.jobId());
        // An execution that began before there were runs says none; it is the first.
        if (job.run() != Math.max(1, request.run())) {
            LOG.info("job {}: run {} is not the one to end it", job.id(), request.run());
            return CollectAnswer.DONE;
        }
        Failure failure = request.failure();
        boolean isSettled = true;
        for (BatchAttempt last : lastOf(attempts.of(job.id()))) {
            isSettled &= settle(job, last, failure == null ? NOT_COLLECTED : failure);
        }
        if (!isSettled) {
            return CollectAnswer.AWAIT;
        }
        List<BatchAttempt> all = attempts.of(job.id());
        List<BatchAttempt> parts = lastOf(all);
        Map<Integer, Tally> waited = equalRows.settle(job, parts, waiting(parts));
        Summary summary = sum(all, waited);
        if (!parts.isEmpty()) {
            join(job, parts, waited, "jsonl");
            join(job, parts, waited, "csv");
        }
        Instant now =
                job.finished() == null
                        ? clock.instant().truncatedTo(ChronoUnit.MILLIS)
                        : job.finished();
        boolean isHandedOver = !parts.isEmpty() && writeOthers(job, now);
        return CollectAnswer.ended(end(job, all, summary, failure, now, isHandedOver));
    }

    /** Writes the further files that a task wants of its results; whether one is handed over. */
    private boolean writeOthers(Job job, Instant now) throws IOException {
        Replies replies = tasks.of(job).replies();
        ResultGroup group = replies.group();
        if (group != null) {
            GroupedResults.write(bucket, job, group, now);
        }
        if (!replies.handover().isEmpty()) {
            HandOver.write(bucket, job, replies.handover());
        }
        return !replies.handover().isEmpty();
    }

    /** Sees to it that every record of a batch has its outcome; false while one may yet come. */
    private boolean settle(Job job, BatchAttempt last, Failure failure) throws IOException {
        if (last.phase() != Phase.COLLECTED && !batches.abandon(job, last, failure)) {
            return false;
        }
        Optional<BatchAttempt> next = batches.next(job, last);
        return next.isEmpty() || batches.abandon(job, next.get(), failure);
    }

    /** Of every batch its last attempt, in order. */
    private static List<BatchAttempt> lastOf(List<BatchAttempt> all) {
        Map<Integer, BatchAttempt> last = new TreeMap<>();
        all.forEach(attempt -> last.put(attempt.batch(), attempt));
        return List.copyOf(last.values());
    }

    /** The batches some of whose rows have no outcome yet, but that of an equal row. */
    private List<BatchAttempt> waiting(List<BatchAttempt> parts) throws IOException {
        List<BatchAttempt> waiting = new ArrayList<>();
        for (BatchAttempt last : parts) {
            if (summaryOf(last).tally().total() < last.rows()) {
                waiting.add(last);
            }
        }
        return waiting;
    }

    /**
     * Adds up a job; a batch's records stand as its last attempt left them.
     *
     * @param waited outcomes by batch of rows that waited for an equal one
     */
    private Summary sum(List<BatchAttempt> all, Map<Integer, Tally> waited) throws IOException {
        Map<Integer, Summary> byBatch = new TreeMap<>();
        for (BatchAttempt attempt : all) {
            byBatch.merge(attempt.batch(), summaryOf(attempt), Summary::followedBy);
        }
        Summary sum = byBatch.values().stream().reduce(Summary.NOTHING, Summary::plus);
        return sum.withTally(waited.values().stream().reduce(sum.tally(), Tally::plus));
    }

    private void join(Job job, List<BatchAttempt> parts, Map<Integer, Tally> waited, String format)
            throws IOException {
        JobFiles files = job.files();
        bucket.join(
                parts.stream()
                        .map(
                                last ->
                                        waited.containsKey(last.batch())
                                                ? files.settledPart(
                                                        last.batch(), last.attempt(), format)
                                                : files.part(last.batch(), last.attempt(), format))
                        .toList(),
                files.results(format));
    }

    private Notice end(
            Job job,
            List<BatchAttempt> attempted,
            Summary summary,
            @Nullable Failure failure,
            Instant now,
            boolean isHandedOver)
            throws IOException {
        List<BatchReport> reports = new ArrayList<>();
        for (BatchAttempt attempt : attempted) {
            reports.add(BatchReport.of(attempt, summaryOf(attempt)));
        }
        String reason = failure != null ? failure.message() : checkSum(job, summary);
        JobStatus status =
                reason != null
                        ? JobStatus.FAILED
                        : job.cancelRequested() != null
                                ? JobStatus.CANCELLED
                                : summary.tally().count(OutcomeKind.UNSENT) > 0 || isOpen(attempted)
                                        ? JobStatus.PAUSED
                                        : JobStatus.COMPLETED;
        AwsEstimate aws = AwsEstimate.of(attempted, summary.usage());
        Report report = Report.of(job, status, now, reason, summary, aws, reports);
        bucket.put(job.files().report(), pretty(json.writeValueAsString(report)));
        upload.write(job, status == JobStatus.FAILED ? reason : null);
        boolean ended =
                jobs.finished(
                        job,
                        status,
                        now,
                        reason,
                        json.writeValueAsString(summary),
                        costs.changes(job, spent(attempted), now));
        if (ended) {
            LOG.info("job {} is {}: {}", job.id(), status.wire(), summary.tally());
            metrics.tell(JobFigures.about(job), JobFigures.of(job, status, summary, now));
        }
        return Notice.of(job, status, now, summary, bucket.name(), isHandedOver);
    }

    private Map<Lane, Spent> spent(List<BatchAttempt> attempted) throws IOException {
        Map<Lane, Spent> spent = new EnumMap<>(Lane.class);
        for (BatchAttempt attempt : attempted) {
            Summary summary = summaryOf(attempt);
            spent.merge(
                    attempt.lane(),
                    new Spent(
                            summary.cost(),
                            summary.usage().inputTokens(),
                            summary.usage().outputTokens(),
                            summary.unpriced()),
                    Spent::plus);
        }
        return spent;
    }

    /** Whether something that may be paid for is still to be collected. */
    private static boolean isOpen(List<BatchAttempt> attempted) {
        return attempted.stream().anyMatch(attempt -> attempt.phase() != Phase.COLLECTED);
    }

    private static byte[] pretty(String compact) throws IOException {
        return TREES.readTree(compact).toPrettyString().getBytes(StandardCharsets.UTF_8);
    }

    /** A job whose outcomes do not add up to its rows is a defect of ours, and says so. */
    private static @Nullable String checkSum(Job job, Summary summary) {
        long outcomes = summary.tally().total();
        return outcomes == job.rows()
                ? null
                : "%d rows have %d outcomes; this is a defect of Nightshift, please report it"
                        .formatted(job.rows(), outcomes);
    }

    private Summary summaryOf(BatchAttempt part) throws IOException {
        String summary = part.summary();
        if (summary == null) {
            throw new IllegalStateException(
                    "batch " + part.reference() + " was collected without a summary");
        }
        return json.readValue(summary, Summary.class);
    }
}
