package dev.nightshift.exchange;

import dev.nightshift.batch.LineReader;
import dev.nightshift.exchange.ExchangeRequest.Cursor;
import dev.nightshift.job.Delivery;
import dev.nightshift.job.Delivery.Fate;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.lambda.Deadline;
import dev.nightshift.record.InputReader;
import dev.nightshift.record.Records;
import dev.nightshift.record.Row;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.source.Source;
import dev.nightshift.source.SourceLeases;
import dev.nightshift.source.SourceRefusedException;
import dev.nightshift.storage.Bucket;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a table the results of a job that is over, which are read as a stream. Every record gets
 * its outcome; those whose outcome is final are marked, and the others stay due. A repeat writes
 * the same.
 */
@Singleton
final class Deliver {
    private static final Logger LOG = LoggerFactory.getLogger(Deliver.class);
    private static final Duration RESERVE = Duration.ofMinutes(3);
    private static final int AT_ONCE = 100;

    private final Jobs jobs;
    private final Bucket bucket;
    private final Tables tables;
    private final SourceLeases leases;
    private final ObjectMapper json;

    Deliver(Jobs jobs, Bucket bucket, Tables tables, SourceLeases leases, ObjectMapper json) {
        this.jobs = jobs;
        this.bucket = bucket;
        this.tables = tables;
        this.leases = leases;
        this.json = json;
    }

    /** How far it got: {@code place} in bytes of the results; -1 at their end. */
    private record Reached(long place, Delivery sum) {}

    /** Goes on from a cursor, which is a place in the results. */
    ExchangeAnswer run(ExchangeRequest work, Deadline deadline) throws IOException {
        Job job = jobs.require(new JobId(Objects.requireNonNull(work.job())));
        if (!job.status().isOver()) {
            // A further round has begun, which delivers by itself.
            return ExchangeAnswer.DONE;
        }
        Cursor from = Objects.requireNonNullElse(work.cursor(), Cursor.START);
        Delivery before = Objects.requireNonNullElse(from.delivery(), Delivery.NOTHING);
        Source source = tables.of(job);
        Reached reached;
        try (OpenTable table = tables.open(source, job)) {
            OptionalLong size = bucket.size(job.files().results("jsonl"));
            reached =
                    size.isEmpty()
                            ? new Reached(-1, freed(job, table))
                            : write(
                                    job,
                                    source,
                                    table,
                                    new Reached(from.position(), before),
                                    size.getAsLong(),
                                    deadline);
        } catch (SourceRefusedException e) {
            // It would be refused again. The results stay in the job's files.
            LOG.error("job {} cannot be delivered: {}", job.id(), e.getMessage());
            reached = new Reached(-1, before.failed(e.getMessage()));
        }
        if (reached.place() >= 0) {
            return ExchangeAnswer.goOn(new Cursor(0, reached.place(), null, reached.sum()));
        }
        jobs.delivered(job, json.writeValueAsString(reached.sum()));
        leases.release(source, job);
        LOG.info("job {} is delivered: {}", job.id(), reached.sum());
        return ExchangeAnswer.DONE;
    }

    private Reached write(
            Job job, Source source, OpenTable table, Reached from, long size, Deadline deadline)
            throws IOException {
        String results = job.files().results("jsonl");
        Delivery sum = from.sum();
        if (from.place() >= size) {
            return new Reached(-1, sum);
        }
        try (var lines = new LineReader(bucket.open(results, from.place(), size))) {
            List<Ended> some = new ArrayList<>();
            while (lines.next()) {
                some.add(Ended.of(lines.buffer(), lines.start(), lines.length(), source.written()));
                if (some.size() == AT_ONCE) {
                    sum = written(table, some, sum);
                    if (deadline.isWithin(RESERVE)) {
                        long next = from.place() + lines.position() + lines.length() + 1;
                        return new Reached(next, sum);
                    }
                }
            }
            return new Reached(-1, written(table, some, sum));
        }
    }

    private static Delivery written(OpenTable table, List<Ended> some, Delivery before)
            throws IOException {
        Delivery sum = before;
        for (Fate fate : table.write(some)) {
            sum = sum.plus(fate);
        }
        some.clear();
        return sum;
    }

    /** Frees the records of a job that ended before it had results. */
    private Delivery freed(Job job, OpenTable table) throws IOException {
        Delivery sum = Delivery.NOTHING;
        String input = job.files().input();
        if (bucket.size(input).isEmpty()) {
            return sum;
        }
        try (Records rows =
                InputReader.open(bucket.open(input), "input.csv", Source.INPUT, null, true)) {
            List<Ended> some = new ArrayList<>();
            for (Row row = rows.next(); row != null; row = rows.next()) {
                if (row instanceof Row.Usable(SourceRecord one)) {
                    some.add(Ended.unsent(one));
                }
                if (some.size() == AT_ONCE) {
                    sum = written(table, some, sum);
                }
            }
            return written(table, some, sum);
        }
    }
}
