package dev.nightshift.reconcile;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.job.Job;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds jobs that get nowhere though an execution carries them. */
@Singleton
final class Standstill {
    private final BatchAttempts attempts;
    private final ReconcileSettings settings;
    private final InstantSource clock;

    Standstill(BatchAttempts attempts, ReconcileSettings settings, InstantSource clock) {
        this.attempts = attempts;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Whether nothing of a job was submitted, over or collected for so long as no batch takes. Its
     * batches are read only where its execution has lasted for so long, which few do.
     *
     * @param begun when the execution began
     */
    boolean holdsUp(Job job, Instant begun) {
        Instant limit = clock.instant().minus(settings.stuckAfter());
        return begun.isBefore(limit)
                && attempts.of(job.id()).stream()
                        .flatMap(Standstill::steps)
                        .noneMatch(step -> step.isAfter(limit));
    }

    private static Stream<Instant> steps(BatchAttempt attempt) {
        return Stream.of(attempt.submitted(), attempt.over(), attempt.collected())
                .filter(Objects::nonNull);
    }
}
