package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.collect.PartWriter.Written;
import dev.nightshift.job.Again;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import dev.nightshift.storage.ScratchSettings;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/**
 * Begins a further round of one batch: writes the requests of the rows that are to be run again.
 * Once a batch has an attempt of the job's round, a repeat goes on from there.
 */
@Singleton
final class RunAgain {
    private final Jobs jobs;
    private final BatchAttempts attempts;
    private final ReturnedFiles returnedFiles;
    private final PartWriter parts;
    private final ScratchSettings scratch;
    private final InstantSource clock;

    RunAgain(
            Jobs jobs,
            BatchAttempts attempts,
            ReturnedFiles returnedFiles,
            PartWriter parts,
            ScratchSettings scratch,
            InstantSource clock) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.returnedFiles = returnedFiles;
        this.parts = parts;
        this.scratch = scratch;
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
        if (last.attempt() == BatchAttempt.MOST) {
            return CollectAnswer.DONE;
        }
        try (var folder = new TemporaryFolder(scratch)) {
            AttemptEnd end = AttemptEnd.of(job, last, null, null);
            List<ReturnedAttempt> returned =
                    returnedFiles.bring(job, last, end, null, folder.path());
            Written written = parts.write(job, last, returned, history -> history.isWanted(again));
            if (written.left().requests() == 0) {
                return CollectAnswer.DONE;
            }
            BatchAttempt next = last.next(job.round(), written.left());
            attempts.written(next, clock.instant());
            return CollectAnswer.goOn(next);
        }
    }
}
