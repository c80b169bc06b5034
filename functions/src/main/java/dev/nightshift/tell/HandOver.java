package dev.nightshift.tell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nightshift.job.HandedOver;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobTasks;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.Told.Fate;
import dev.nightshift.lambda.Deadline;
import dev.nightshift.storage.Bucket;
import dev.nightshift.task.ResultColumn;
import dev.nightshift.tell.Calls.Heard;
import dev.nightshift.tell.Chunks.Chunk;
import dev.nightshift.tell.TellRequest.Notice;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the records of a job to the address that it names, chunk by chunk, each when the one before
 * was taken. How far that is stands with the job, where every step goes on: a function that dies
 * repeats the chunk that it had not noted, under the same id. Each round hands over all.
 */
@Singleton
final class HandOver {
    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    /** As long as a call may take to connect, be sent and be answered, and then be noted. */
    private static final Duration RESERVE = Duration.ofSeconds(40);

    private final Jobs jobs;
    private final JobTasks tasks;
    private final Bucket bucket;
    private final Calls calls;
    private final ObjectMapper json;
    private final InstantSource clock;

    HandOver(
            Jobs jobs,
            JobTasks tasks,
            Bucket bucket,
            Calls calls,
            ObjectMapper json,
            InstantSource clock) {
        this.jobs = jobs;
        this.tasks = tasks;
        this.bucket = bucket;
        this.calls = calls;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Hands over until all is done, or time is short.
     *
     * @throws UnheardException when the first chunk was not taken, and is to be tried again
     */
    TellAnswer run(TellRequest request, Deadline deadline) throws IOException {
        Job job = current(request);
        HandedOver reached = reached(job);
        if (job == null || reached == null) {
            return TellAnswer.DONE;
        }
        List<ResultColumn> columns = tasks.of(job).replies().handover();
        try (InputStream results = open(job, request.notice(), reached.bytes());
                Chunks chunks = new Chunks(results, reached.bytes(), columns)) {
            // A round that begins writes other results under the same key: these are of the round
            // that is still the job's after they were opened.
            return current(request) == null
                    ? TellAnswer.DONE
                    : send(job, request.notice(), reached, chunks, deadline);
        }
    }

    /** Notes that the next chunk was called for often enough. */
    TellAnswer giveUp(TellRequest request) throws IOException {
        Job job = current(request);
        HandedOver reached = reached(job);
        if (job == null || reached == null) {
            return TellAnswer.DONE;
        }
        String problem = Objects.requireNonNullElse(reached.problem(), "it broke off");
        HandedOver end = noted(reached, Fate.FAILED, problem);
        // Whoever noted something else meanwhile had a chunk taken.
        return note(job, job.handedOver(), end) == null ? TellAnswer.MORE : TellAnswer.DONE;
    }

    private TellAnswer send(
            Job job, Notice notice, HandedOver begun, Chunks chunks, Deadline deadline)
            throws IOException {
        HandedOver reached = begun;
        String noted = job.handedOver();
        for (boolean isFirst = true; ; isFirst = false) {
            Chunk chunk = chunks.next();
            Heard heard =
                    chunk.records() == 0
                            ? Heard.TAKEN
                            : call(job, notice, reached.chunks() + 1, chunk);
            boolean isTaken = heard.fate() == Fate.DELIVERED;
            HandedOver next =
                    isTaken ? after(reached, chunk) : noted(reached, heard.fate(), heard.problem());
            noted = note(job, noted, next);
            if (noted == null) {
                return TellAnswer.MORE;
            }
            if (next.fate() != Fate.TRYING) {
                return TellAnswer.DONE;
            }
            if (!isTaken && isFirst) {
                throw new UnheardException(String.valueOf(heard.problem()));
            }
            // The chunk that was not taken is the first of the next step, and is repeated as such.
            if (!isTaken || deadline.isWithin(RESERVE)) {
                return TellAnswer.MORE;
            }
            reached = next;
        }
    }

    /** The results from a byte on; empty for a job that came to none. */
    private InputStream open(Job job, Notice notice, long from) {
        if (notice.detail().get("handover") == null) {
            return InputStream.nullInputStream();
        }
        String results = job.files().results("jsonl");
        long size = bucket.size(results).orElseThrow();
        return from < size ? bucket.open(results, from, size) : InputStream.nullInputStream();
    }

    /** The job while it is in the round whose records are handed over; null when it is not. */
    private @Nullable Job current(TellRequest request) {
        return jobs.find(request.jobId())
                .filter(job -> job.round() == request.notice().round())
                .orElse(null);
    }

    /** Where handing over goes on; null where it does not. */
    private @Nullable HandedOver reached(@Nullable Job job) throws IOException {
        if (job == null) {
            return null;
        }
        HandedOver reached =
                job.handedOver() == null
                        ? new HandedOver(Fate.TRYING, 0, 0, 0, clock.instant(), null)
                        : json.readValue(job.handedOver(), HandedOver.class);
        return reached == null || reached.fate() != Fate.TRYING ? null : reached;
    }

    private HandedOver after(HandedOver before, Chunk chunk) {
        return new HandedOver(
                chunk.isLast() ? Fate.DELIVERED : Fate.TRYING,
                before.records() + chunk.records(),
                before.chunks() + (chunk.records() == 0 ? 0 : 1),
                chunk.end(),
                clock.instant(),
                null);
    }

    private HandedOver noted(HandedOver reached, Fate fate, @Nullable String problem) {
        return new HandedOver(
                fate,
                reached.records(),
                reached.chunks(),
                reached.bytes(),
                clock.instant(),
                problem);
    }

    /** What is noted from now on; null when something else was noted meanwhile. */
    private @Nullable String note(Job job, @Nullable String before, HandedOver next)
            throws IOException {
        LOG.info(
                "job {}: {} records in {} chunks {} {}",
                job.id(),
                next.records(),
                next.chunks(),
                next.fate(),
                next.problem() == null ? "" : next.problem());
        String text = json.writeValueAsString(next);
        return jobs.handedOver(job.id(), job.round(), before, text) ? text : null;
    }

    private Heard call(Job job, Notice notice, int number, Chunk chunk) {
        URI url = Objects.requireNonNull(job.options().handover());
        return calls.call(
                url,
                "%s-%d-%d".formatted(job.id(), job.round(), number),
                """
                {"type":"records.handover","timestamp":%s,"data":{"job":%s,"task":%s,"chunk":%d,"records":%s}}"""
                        .formatted(
                                quoted(notice.detail().get("finished")),
                                quoted(job.id()),
                                quoted(job.task()),
                                number,
                                chunk.json()));
    }

    private static String quoted(@Nullable Object text) {
        return JsonNodeFactory.instance.textNode(String.valueOf(text)).toString();
    }
}
