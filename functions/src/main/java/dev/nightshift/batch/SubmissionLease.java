package dev.nightshift.batch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * The right to submit an attempt, or to send its requests one by one. It runs out two minutes after
 * it was last renewed, so that a crash holds nobody up for long; an upload renews it as it goes.
 */
public final class SubmissionLease implements AutoCloseable {
    private static final Duration LENGTH = Duration.ofMinutes(2);
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(20);

    private final BatchAttempts attempts;
    private BatchAttempt attempt;
    private final InstantSource clock;
    private final String owner = UUID.randomUUID().toString();
    private Instant renewed;

    private SubmissionLease(BatchAttempts attempts, BatchAttempt attempt, InstantSource clock) {
        this.attempts = attempts;
        this.attempt = attempt;
        this.clock = clock;
        this.renewed = Instant.EPOCH;
    }

    /**
     * Takes the lease.
     *
     * @throws SubmissionInFlightException when another holds the lease, or has submitted
     */
    public static SubmissionLease take(
            BatchAttempts attempts, BatchAttempt attempt, InstantSource clock) {
        var lease = new SubmissionLease(attempts, attempt, clock);
        lease.renew();
        lease.attempt = attempts.require(attempt.job(), attempt.batch(), attempt.attempt());
        return lease;
    }

    /**
     * The attempt as it stood when the lease was taken, and stands until it is given back. What was
     * read before may be out of date: another may have asked OpenAI in between.
     */
    public BatchAttempt attempt() {
        return attempt;
    }

    /** A stream that renews the lease while it is read. */
    public InputStream renewedBy(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                renewWhenDue();
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                renewWhenDue();
                return super.read(bytes, offset, length);
            }
        };
    }

    /** Notes the file that was uploaded. */
    public void noteFile(String fileId) {
        require(attempts.uploaded(attempt, owner, fileId));
    }

    /** Notes, with a fresh lease, that OpenAI is about to be asked; the instant noted. */
    public Instant noteCreating() {
        renew();
        require(attempts.creating(attempt, owner, renewed));
        return renewed;
    }

    /** Notes that OpenAI certainly created nothing. */
    public void noteNotCreated() {
        attempts.notCreated(attempt, owner);
    }

    /**
     * Keeps the lease.
     *
     * @throws SubmissionInFlightException when it is lost, and nothing more may be sent
     */
    public void keep() {
        renewWhenDue();
    }

    /** How far the direct calls of the attempt are. */
    public DirectCalls directCalls() {
        return attempts.directCalls(attempt);
    }

    /**
     * Notes how far the direct calls of the attempt are.
     *
     * @throws SubmissionInFlightException when the lease is lost
     */
    public void noteDirectCalls(DirectCalls calls) {
        require(attempts.calling(attempt, owner, calls));
    }

    @Override
    public void close() {
        attempts.release(attempt, owner);
    }

    private void renewWhenDue() {
        if (clock.instant().isAfter(renewed.plus(RENEWED_AFTER))) {
            renew();
        }
    }

    private void renew() {
        Instant now = clock.instant();
        require(attempts.lease(attempt, owner, now, LENGTH));
        renewed = now;
    }

    private void require(boolean held) {
        if (!held) {
            throw new SubmissionInFlightException(
                    "batch " + attempt.reference() + " is being submitted by another");
        }
    }
}
