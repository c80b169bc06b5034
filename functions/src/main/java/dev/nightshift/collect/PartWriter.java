package dev.nightshift.collect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.batch.BatchLimits;
import dev.nightshift.batch.Filling;
import dev.nightshift.batch.Load;
import dev.nightshift.batch.RecordLineReader;
import dev.nightshift.batch.RecordLineReader.RecordLine;
import dev.nightshift.batch.ReplyJudge;
import dev.nightshift.done.ReusedResults;
import dev.nightshift.governor.Governor;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobTasks;
import dev.nightshift.job.Summary;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Prices;
import dev.nightshift.record.TallyCounter;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.storage.TemporaryFolder;
import dev.nightshift.task.Task;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Goes through a batch's rows in input order, finds what every attempt so far says of each, and
 * writes two files: the batch's share of the results as it stands now, and the requests of those
 * rows that another attempt may help.
 */
@Singleton
public final class PartWriter {
    private final Bucket bucket;
    private final BatchAttempts attempts;
    private final JobTasks tasks;
    private final Prices prices;
    private final BatchLimits limits;
    private final ScratchSettings scratch;
    private final Governor governor;

    public PartWriter(
            Bucket bucket,
            BatchAttempts attempts,
            JobTasks tasks,
            Prices prices,
            BatchLimits limits,
            ScratchSettings scratch,
            Governor governor) {
        this.bucket = bucket;
        this.attempts = attempts;
        this.tasks = tasks;
        this.prices = prices;
        this.limits = limits;
        this.scratch = scratch;
        this.governor = governor;
    }

    /**
     * What an attempt came to.
     *
     * @param summary the rows as they stand, but for those that wait for an equal one, and the bill
     *     of this attempt alone
     * @param left what the next attempt carries; nothing when there is to be none
     */
    record Written(Summary summary, Load left) {}

    /**
     * Writes the files of an attempt.
     *
     * @param returned every attempt so far, in order, this one last
     * @param goesOn which rows go into another attempt
     * @param succeeded is told of every result that came of this attempt
     */
    Written write(
            Job job,
            BatchAttempt attempt,
            List<ReturnedAttempt> returned,
            Predicate<RecordHistory> goesOn,
            BiConsumer<RecordLine, JsonNode> succeeded)
            throws IOException {
        Task task = tasks.of(job);
        var bill = new Bill(prices, job.model(), job.priceDay(), task.replies().questions());
        var tally = new TallyCounter();
        String records = job.files().records(attempt.batch());
        try (var folder = new TemporaryFolder(scratch);
                var rows = new RecordLineReader(bucket.open(records));
                var reused =
                        new ReusedResults(
                                bucket,
                                job.files().reused(attempt.batch()),
                                folder.path().resolve("reused.jsonl"),
                                attempt.firstOrdinal(),
                                Math.toIntExact(attempt.rows()));
                var answers =
                        new Answers(
                                job,
                                new ReplyJudge(task),
                                bill,
                                attempt.firstOrdinal(),
                                Math.toIntExact(attempt.rows()),
                                reused,
                                returned);
                var jsonl = bucket.create(part(job, attempt, "jsonl"));
                var csv = bucket.create(part(job, attempt, "csv"));
                var next =
                        new NextRequests(
                                bucket,
                                job,
                                task,
                                attempt,
                                filling(job, attempt, returned.getLast().end()))) {
            var jsonLines = new ResultLines(jsonl);
            var table =
                    new ResultTable(
                            csv,
                            rows.columns(),
                            rows.hasOthers(),
                            task.replies().columns(),
                            job.options().isSafeCsv());
            if (attempt.batch() == 1) {
                table.writeHeader(task.name());
            }
            for (RecordLine row = rows.next(); row != null; row = rows.next()) {
                RecordHistory history = answers.of(row);
                if (goesOn.test(history)) {
                    next.add(row, history).ifPresent(history::neverFits);
                }
                RecordResult result = history.result(row);
                if (!history.isWaiting()) {
                    tally.add(result.outcome());
                }
                JsonNode value = history.newValue();
                if (value != null) {
                    succeeded.accept(row, value);
                }
                jsonLines.write(result);
                table.write(result);
            }
            jsonLines.finish();
            table.flush();
            jsonl.commit();
            csv.commit();
            next.commit();
            var summary =
                    new Summary(
                            tally.tally(),
                            bill.usage(),
                            bill.cost(),
                            bill.realtimeCost(),
                            bill.singlyCost(),
                            bill.unpriced(),
                            answers.oddLines(),
                            attempts.directCalls(attempt).lost(),
                            next.byRemedy(),
                            returned.getLast().end().disagreements(attempt, bill.usage()));
            return new Written(summary, next.load());
        }
    }

    private Filling filling(Job job, BatchAttempt last, AttemptEnd end) {
        OptionalLong mostTokens =
                last.lane() == Lane.BATCH ? governor.limitOf(job.model()) : OptionalLong.empty();
        // OpenAI may count more than we do: what should have fitted and did not is halved.
        long tokens = last.load().inputTokens();
        boolean shouldHaveFitted = end.isOverTokenLimit() && tokens <= mostTokens.orElse(tokens);
        return new Filling(
                limits,
                mostTokens,
                shouldHaveFitted ? tokens / 2 : Long.MAX_VALUE,
                prices.of(job.model(), job.priceDay()),
                dearest(job, last));
    }

    /** A deadline may have the next attempt leave the batch lane: that is the most it can cost. */
    private static Lane dearest(Job job, BatchAttempt last) {
        return job.options().deadline() == null ? last.lane() : Lane.REALTIME;
    }

    private static String part(Job job, BatchAttempt attempt, String format) {
        return job.files().part(attempt.batch(), attempt.attempt(), format);
    }
}
