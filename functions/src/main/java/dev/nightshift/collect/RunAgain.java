package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.collect.PartWriter.Written;
import dev.nightshift.job.Again;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.LaneRules;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.storage.TemporaryFolder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/**
 * Begins a further round of one batch: writes the requests of the rows that are to be run again. A
 * batch that could not be had in the round before is collected first, for it may be paid for. Once
 * a batch has an attempt of the job's round, a repeat goes on from there.
 */
@Singleton
final class RunAgain {
    private final Jobs jobs;
    private final BatchAttempts attempts;
    private final ReturnedFiles returnedFiles;
    private final PartWriter parts;
    private final ScratchSettings scratch;
    private final LaneRules rules;
    private final InstantSource clock;

    RunAgain(
            Jobs jobs,
            BatchAttempts attempts,
            ReturnedFiles returnedFiles,
            PartWriter parts,
            ScratchSettings scratch,
            LaneRules rules,
            InstantSource clock) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.returnedFiles = returnedFiles;
        this.parts = parts;
        this.scratch = scratch;
        this.rules = rules;
        this.clock = clock;
    }

    CollectAnswer run(CollectRequest request) throws IOException {
        Job job = jobs.require(request.jobId());
        Again again = Objects.requireNonNull(request.again(), "again");
        List<BatchAttempt> before = attempts.of(job.id(), request.batch());
        for (BatchAttempt attempt : before) {
            if (attempt.round() == job.round()) {
                return CollectAnswer.goOn(attempt);
            }
        }
        BatchAttempt last = before.getLast();
        if (last.phase() != Phase.COLLECTED && (last.batchId() != null || last.isUnheardOf())) {
            return CollectAnswer.goOn(last);
        }
        if (last.attempt() == BatchAttempt.MOST) {
            return CollectAnswer.DONE;
        }
        try (var folder = new TemporaryFolder(scratch)) {
            AttemptEnd end = AttemptEnd.of(job, last, null, null);
            List<ReturnedAttempt> returned =
                    returnedFiles.bring(job, last, end, null, folder.path());
            Written written =
                    parts.write(
                            job,
                            last,
                            returned,
                            history -> history.isWanted(again),
                            // It was told of when the attempt was collected.
                            (_, _) -> {});
            if (written.left().requests() == 0) {
                return CollectAnswer.DONE;
            }
            Instant now = clock.instant();
            BatchAttempt next =
                    last.next(
                            job.round(),
                            rules.laneAfter(
                                    job.lane(), job.deadline(now), written.left().requests(), now),
                            written.left());
            attempts.written(next, now);
            return CollectAnswer.goOn(next);
        }
    }
}
