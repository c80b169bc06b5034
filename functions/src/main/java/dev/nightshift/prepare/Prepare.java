package dev.nightshift.prepare;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.batch.BatchLimits;
import dev.nightshift.batch.Filling;
import dev.nightshift.batch.Request;
import dev.nightshift.batch.Requests;
import dev.nightshift.budget.Approval;
import dev.nightshift.budget.Budget;
import dev.nightshift.budget.OverBudgetException;
import dev.nightshift.done.DoneIndex;
import dev.nightshift.governor.Governor;
import dev.nightshift.job.AttemptLimits;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobTasks;
import dev.nightshift.job.Jobs;
import dev.nightshift.lambda.Deadline;
import dev.nightshift.prepare.PrepareRequest.Cursor;
import dev.nightshift.pricing.Prices;
import dev.nightshift.record.Row;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.task.Task;
import dev.nightshift.task.TaskRecords;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a job's input into batches and writes the requests of each.
 *
 * <p>Every row of the input belongs to one batch, those that cannot be used included, so that the
 * batches' rows add up to the input. A step that comes near its deadline ends its batch early and
 * answers with a cursor; the next reads over the rows that are done, which costs far less than
 * writing them.
 *
 * <p>When all is written, a job that could cost more than it may is refused: nothing of it is sent.
 */
@Singleton
public final class Prepare {
    private static final Logger LOG = LoggerFactory.getLogger(Prepare.class);
    private static final Duration RESERVE = Duration.ofMinutes(1);

    /** Direct calls of one step, so that a large job is worked on by several at once. */
    private static final int REALTIME_REQUESTS = 1000;

    private static final int ROWS_BETWEEN_LOOKS = 256;

    private final Bucket bucket;
    private final Jobs jobs;
    private final JobTasks tasks;
    private final LaneOfJob lanes;
    private final BatchAttempts attempts;
    private final BatchLimits limits;
    private final AttemptLimits attemptLimits;
    private final DoneIndex done;
    private final ScratchSettings scratch;
    private final Governor governor;
    private final Budget budget;
    private final Prices prices;
    private final InstantSource clock;

    public Prepare(
            Bucket bucket,
            Jobs jobs,
            JobTasks tasks,
            LaneOfJob lanes,
            BatchAttempts attempts,
            BatchLimits limits,
            AttemptLimits attemptLimits,
            DoneIndex done,
            ScratchSettings scratch,
            Governor governor,
            Budget budget,
            Prices prices,
            InstantSource clock) {
        this.bucket = bucket;
        this.jobs = jobs;
        this.tasks = tasks;
        this.lanes = lanes;
        this.attempts = attempts;
        this.limits = limits;
        this.attemptLimits = attemptLimits;
        this.done = done;
        this.scratch = scratch;
        this.governor = governor;
        this.budget = budget;
        this.prices = prices;
        this.clock = clock;
    }

    /**
     * Writes requests from the cursor on.
     *
     * @throws dev.nightshift.record.UnreadableInputException when the input as a whole cannot be
     *     used
     * @throws OverBudgetException when all is written and could cost more than may be spent
     */
    public PrepareAnswer run(PrepareRequest request, Deadline deadline) throws IOException {
        Job job = jobs.require(request.jobId());
        if (job.prepared() != null) {
            requireWithinBudget(job);
            return answer(job, job.batches(), null);
        }
        BigDecimal maxCost = job.options().maxCost();
        if (maxCost != null) {
            budget.cap(job.id(), maxCost);
        }
        Task task = tasks.of(job);
        Cursor cursor = request.cursor() == null ? Cursor.START : request.cursor();
        if (cursor.equals(Cursor.START)) {
            job = lanes.chosen(job, task);
        }
        try (TaskRecords rows = Inputs.open(bucket, scratch, job, task);
                var repeats = new Repeats(done, bucket, scratch, job, cursor)) {
            rows.skip(cursor.rows());
            Cursor reached = write(job, task, rows, repeats, cursor, deadline);
            boolean isOver = !rows.hasNext();
            if (isOver) {
                jobs.prepared(
                        job.id(), reached.batches(), rows.facts(), attemptLimits, clock.instant());
                requireWithinBudget(job);
            } else {
                repeats.save(reached);
            }
            LOG.info("job {}: {} rows, {} batches", job.id(), reached.rows(), reached.batches());
            return answer(job, reached.batches(), isOver ? null : reached);
        }
    }

    private static PrepareAnswer answer(Job job, int batches, @Nullable Cursor cursor) {
        return new PrepareAnswer(1, job.id().value(), job.lane(), batches, cursor);
    }

    /** Once something is sent, each attempt keeps to the caps by itself. */
    private void requireWithinBudget(Job job) {
        List<BatchAttempt> written = attempts.of(job.id());
        if (job.round() > 1 || !written.stream().allMatch(Prepare::isUntouched)) {
            return;
        }
        BigDecimal all = BigDecimal.ZERO;
        for (BatchAttempt one : written) {
            BigDecimal most = one.load().costLimit();
            all = all == null || most == null ? null : all.add(most);
        }
        Optional<Approval.Refusal> refusal = budget.refusal(job.id(), all);
        if (refusal.isPresent()) {
            throw OverBudgetException.of("the job", all, refusal.get());
        }
    }

    private static boolean isUntouched(BatchAttempt attempt) {
        return attempt.phase() == Phase.WRITTEN
                && attempt.creating() == null
                && attempt.done() == 0;
    }

    private Filling filling(Job job) {
        return switch (job.lane()) {
            case BATCH -> filling(job, limits, governor.limitOf(job.model()));
            case REALTIME ->
                    filling(job, limits.withMaxRequests(REALTIME_REQUESTS), OptionalLong.empty());
        };
    }

    private Filling filling(Job job, BatchLimits most, OptionalLong mostTokens) {
        return new Filling(
                most,
                mostTokens,
                Long.MAX_VALUE,
                prices.of(job.model(), job.priceDay()),
                job.lane());
    }

    private Cursor write(
            Job job, Task task, TaskRecords rows, Repeats repeats, Cursor from, Deadline deadline)
            throws IOException {
        Requests requests =
                budget.isCapped(job.id())
                        ? new Requests(task, Requests.COUNTED_FOR_A_CAP)
                        : new Requests(task);
        Cursor reached = from;
        boolean first = true;
        // A first batch is written however late it is: a step without progress would be repeated
        // for ever.
        while (rows.hasNext() && (first || !deadline.isWithin(RESERVE))) {
            first = false;
            int batch = reached.batches() + 1;
            try (var writer =
                    new BatchWriter(bucket, job.files(), batch, rows, filling(job), repeats)) {
                fill(writer, rows, requests, deadline);
                repeats.commit(batch);
                writer.commit();
                attempts.written(
                        BatchAttempt.first(
                                job.id(),
                                batch,
                                job.lane(),
                                writer.load(),
                                reached.rows(),
                                writer.rows()),
                        clock.instant());
                reached = new Cursor(reached.rows() + writer.rows(), batch);
            }
        }
        return reached;
    }

    /** Writes rows until the next would not fit, none is left, or time runs short. */
    private static void fill(
            BatchWriter writer, TaskRecords rows, Requests requests, Deadline deadline)
            throws IOException {
        while (rows.hasNext() && !writer.isFull()) {
            switch (rows.peek()) {
                case Row.Unusable row -> writer.add(row);
                case Row.Usable row -> {
                    switch (requests.of(row.record())) {
                        case Request.Unfit(var reason, var why) ->
                                writer.add(BatchWriter.unfit(row.record(), reason, why));
                        case Request.Fitting request -> {
                            if (!writer.add(row, request)) {
                                return;
                            }
                        }
                    }
                }
            }
            rows.next();
            if (writer.rows() % ROWS_BETWEEN_LOOKS == 0 && deadline.isWithin(RESERVE)) {
                return;
            }
        }
    }
}
