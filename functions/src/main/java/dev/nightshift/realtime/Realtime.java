package dev.nightshift.realtime;

import dev.nightshift.batch.AnswerChunks;
import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.batch.DirectCalls;
import dev.nightshift.batch.SubmissionLease;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import dev.nightshift.lambda.Deadline;
import dev.nightshift.openai.OpenAi;
import dev.nightshift.openai.OpenAiException;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.storage.TemporaryFolder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the requests of an attempt one by one, many at a time, and leaves lines as a batch does.
 *
 * <ol>
 *   <li>Take the lease, or leave it to whoever holds it.
 *   <li>Read what is answered already, and note, before the first call, how many calls at most may
 *       be under way, so that a crash can be counted.
 *   <li>Send what is left, and put answers into the bucket every second.
 *   <li>When nothing is left, or the job is cancelled, join the answers and note that it is over.
 * </ol>
 *
 * <p>However often this runs, a request whose answer is in the bucket is not sent again.
 */
@Singleton
public final class Realtime {
    private static final Logger LOG = LoggerFactory.getLogger(Realtime.class);

    private final Jobs jobs;
    private final BatchAttempts attempts;
    private final Bucket bucket;
    private final OpenAi openAi;
    private final RealtimeSettings settings;
    private final ScratchSettings scratch;
    private final InstantSource clock;

    public Realtime(
            Jobs jobs,
            BatchAttempts attempts,
            Bucket bucket,
            OpenAi openAi,
            RealtimeSettings settings,
            ScratchSettings scratch,
            InstantSource clock) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.bucket = bucket;
        this.openAi = openAi.once();
        this.settings = settings;
        this.scratch = scratch;
        this.clock = clock;
    }

    /**
     * Sends requests until none is left or time runs short.
     *
     * @throws dev.nightshift.batch.SubmissionInFlightException when another invocation is at it
     * @throws OpenAiException when nothing can be sent any more; what is answered is kept
     */
    public RealtimeAnswer run(RealtimeRequest request, Deadline deadline) throws IOException {
        Job job = jobs.require(request.jobId());
        BatchAttempt attempt = attempts.require(job.id(), request.batch(), request.attempt());
        Ending ending = Ending.OVER;
        if (attempt.phase() == Phase.WRITTEN) {
            try (var lease = SubmissionLease.take(attempts, attempt, clock)) {
                ending = run(job, lease, deadline);
            }
        }
        return new RealtimeAnswer(
                1,
                job.id().value(),
                request.batch(),
                request.attempt(),
                ending.over(),
                ending.pause().toSeconds());
    }

    private Ending run(Job job, SubmissionLease lease, Deadline deadline) throws IOException {
        BatchAttempt attempt = lease.attempt();
        DirectCalls before = lease.directCalls();
        AnswerChunks chunks = AnswerChunks.find(bucket, attempt, before);
        BitSet answered = chunks.answered();
        DirectCalls calls =
                before.begin(attempt.requests(), answered.cardinality(), settings.maxConcurrency());
        lease.noteDirectCalls(calls);
        Saver saver = new Saver(chunks, lease, calls);
        Ending ending;
        try {
            ending = send(job, lease, deadline, answered, saver);
        } catch (OpenAiException stopped) {
            chunks.join();
            throw stopped;
        }
        if (ending.over()) {
            chunks.join();
            attempts.over(attempt, clock.instant());
        }
        LOG.info(
                "job {}: batch {} has {} of {} answers",
                job.id(),
                attempt.batch(),
                saver.done(),
                attempt.requests());
        return ending;
    }

    private Ending send(
            Job job, SubmissionLease lease, Deadline deadline, BitSet answered, Saver saver)
            throws IOException {
        if (answered.cardinality() >= lease.attempt().requests() || isCancelled(job)) {
            saver.end(0);
            return Ending.OVER;
        }
        try (var folder = new TemporaryFolder(scratch)) {
            Path requests = folder.path().resolve("requests.jsonl");
            try (InputStream in = bucket.open(requestsOf(job, lease.attempt()))) {
                Files.copy(in, requests);
            }
            var lane =
                    new Lane(
                            openAi,
                            settings,
                            requests,
                            lease.attempt().firstOrdinal(),
                            answered,
                            saver,
                            () -> isCancelled(job),
                            deadline);
            return lane.run();
        }
    }

    private boolean isCancelled(Job job) {
        return jobs.require(job.id()).cancelRequested() != null;
    }

    private static String requestsOf(Job job, BatchAttempt attempt) {
        return job.files().requests(attempt.batch(), attempt.attempt());
    }

    /**
     * How an invocation ends.
     *
     * @param over whether nothing is left to be sent
     * @param pause how long OpenAI wants to be left alone
     */
    record Ending(boolean over, Duration pause) {
        static final Ending OVER = new Ending(true, Duration.ZERO);
        static final Ending OUT_OF_TIME = new Ending(false, Duration.ZERO);
    }
}
