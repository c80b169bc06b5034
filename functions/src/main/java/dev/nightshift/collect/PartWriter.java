package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.RecordLineReader;
import dev.nightshift.batch.RecordLineReader.RecordLine;
import dev.nightshift.batch.ReplyJudge;
import dev.nightshift.batch.ReplyJudge.Judgement;
import dev.nightshift.batch.ResultLine;
import dev.nightshift.batch.ResultLineParser;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobTasks;
import dev.nightshift.job.Summary;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Price;
import dev.nightshift.pricing.Prices;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.Outcome;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.record.TallyCounter;
import dev.nightshift.storage.Bucket;
import dev.nightshift.task.OutputSchema;
import dev.nightshift.task.Task;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch's share of the results: goes through its rows in input order, finds the line that
 * answers each, and says what became of it.
 */
@Singleton
public final class PartWriter {
    private final Bucket bucket;
    private final JobTasks tasks;
    private final Prices prices;
    private final ObjectMapper json;

    public PartWriter(Bucket bucket, JobTasks tasks, Prices prices, ObjectMapper json) {
        this.bucket = bucket;
        this.tasks = tasks;
        this.prices = prices;
        this.json = json;
    }

    /**
     * Writes the part of one batch.
     *
     * @param unanswered what became of requests that neither file answers
     * @return the part's {@link Summary} as JSON
     */
    String write(Job job, BatchAttempt attempt, Unanswered unanswered, Path output, Path error)
            throws IOException {
        Task task = tasks.of(job);
        var part = new Part(job, task, unanswered);
        String records = job.files().records(attempt.batch());
        try (var rows = new RecordLineReader(bucket.open(records));
                var lines =
                        new LineIndex(
                                new ResultLineParser(),
                                attempt.firstOrdinal(),
                                Math.toIntExact(attempt.rows()),
                                output,
                                error);
                var jsonl = bucket.create(job.files().part(attempt.batch(), "jsonl"));
                var csv = bucket.create(job.files().part(attempt.batch(), "csv"))) {
            var jsonLines = new ResultLines(jsonl);
            var table = new ResultTable(csv, rows.columns(), part.schema.columns());
            if (attempt.batch() == 1) {
                table.writeHeader(task.name());
            }
            for (RecordLine row = rows.next(); row != null; row = rows.next()) {
                RecordResult result = part.result(row, lines);
                jsonLines.write(result);
                table.write(result);
            }
            jsonLines.finish();
            table.finish();
            jsonl.commit();
            csv.commit();
            return json.writeValueAsString(part.summary(lines.oddLines()));
        }
    }

    /** One part being written, and what it comes to. */
    private final class Part {
        private final OutputSchema schema;
        private final ReplyJudge judge;
        private final Unanswered unanswered;
        private final String model;
        private final LocalDate day;
        private final TallyCounter tally = new TallyCounter();
        private Usage usage = Usage.ZERO;
        private BigDecimal cost = BigDecimal.ZERO;
        private BigDecimal realtimeCost = BigDecimal.ZERO;
        private long unpriced;
        private long garbage;
        private long requests;

        Part(Job job, Task task, Unanswered unanswered) {
            this.schema = new OutputSchema(task);
            this.judge = new ReplyJudge(schema);
            this.unanswered = unanswered;
            this.model = job.model();
            this.day = LocalDate.ofInstant(job.created(), ZoneOffset.UTC);
        }

        RecordResult result(RecordLine row, LineIndex lines) throws IOException {
            if (row.skip() != null) {
                Outcome skipped = new Outcome(OutcomeKind.SKIPPED, row.skip(), row.message());
                return counted(row, new Judgement(skipped, null, null), Usage.ZERO, model);
            }
            requests++;
            return switch (lines.find(row.ordinal())) {
                case null ->
                        counted(
                                row,
                                new Judgement(unanswered.of(requests), null, null),
                                Usage.ZERO,
                                model);
                case ResultLine.Garbage(var why) -> {
                    garbage++;
                    yield counted(
                            row,
                            new Judgement(Outcome.failed("malformed_line", why), null, null),
                            Usage.ZERO,
                            model);
                }
                case ResultLine.Reply reply ->
                        counted(
                                row,
                                judge.judge(reply),
                                reply.usage(),
                                reply.model() == null ? model : reply.model());
            };
        }

        Summary summary(long oddLines) {
            return new Summary(
                    tally.tally(), usage, cost, realtimeCost, unpriced, oddLines + garbage);
        }

        private RecordResult counted(
                RecordLine row, Judgement judgement, Usage billed, String answeredBy) {
            tally.add(judgement.outcome());
            usage = usage.plus(billed);
            return new RecordResult(
                    row,
                    judgement.outcome(),
                    judgement.value(),
                    judgement.text(),
                    billed,
                    priced(billed, answeredBy));
        }

        private @Nullable BigDecimal priced(Usage billed, String answeredBy) {
            if (billed.equals(Usage.ZERO)) {
                return BigDecimal.ZERO;
            }
            Optional<Price> price = prices.of(answeredBy, day);
            if (price.isEmpty()) {
                unpriced++;
                return null;
            }
            BigDecimal batchCost = price.get().cost(billed, Lane.BATCH);
            cost = cost.add(batchCost);
            realtimeCost = realtimeCost.add(price.get().cost(billed, Lane.REALTIME));
            return batchCost;
        }
    }
}
