package dev.nightshift.realtime;

import dev.nightshift.batch.AnswerChunks;
import dev.nightshift.batch.DirectCalls;
import dev.nightshift.batch.SubmissionLease;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts answers into the bucket, each second or a hundred at once, or sooner where they are large,
 * and notes on the attempt's row how many there are.
 */
final class Saver {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int ANSWERS = 100;
    private static final int BYTES = 4 * 1024 * 1024;

    private final AnswerChunks chunks;
    private final SubmissionLease lease;
    private DirectCalls calls;
    private ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private List<Admission.Ticket> tickets = new ArrayList<>();
    private int uncertain;
    private long oldest;

    /** Saves under a lease, on from how far the calls are. */
    Saver(AnswerChunks chunks, SubmissionLease lease, DirectCalls calls) {
        this.chunks = chunks;
        this.lease = lease;
        this.calls = calls;
    }

    /** Takes an answer, which is saved when it is time. */
    void add(Ended.Answered answer) {
        if (tickets.isEmpty()) {
            oldest = System.nanoTime();
        }
        lines.writeBytes(answer.line());
        tickets.add(answer.ticket());
        uncertain += answer.uncertain();
    }

    /** How long until there is something to be saved; never longer than the interval. */
    Duration untilDue() {
        if (tickets.isEmpty()) {
            return INTERVAL;
        }
        if (tickets.size() >= ANSWERS || lines.size() >= BYTES) {
            return Duration.ZERO;
        }
        Duration age = Duration.ofNanos(System.nanoTime() - oldest);
        return age.compareTo(INTERVAL) < 0 ? INTERVAL.minus(age) : Duration.ZERO;
    }

    /**
     * Saves what there is, and keeps the lease in any case.
     *
     * @return the places of the requests whose answers are now safe
     * @throws dev.nightshift.batch.SubmissionInFlightException when the lease is lost
     */
    List<Admission.Ticket> save() {
        lease.keep();
        if (tickets.isEmpty()) {
            return List.of();
        }
        chunks.add(lines.toByteArray());
        calls = calls.saved(tickets.size(), uncertain);
        lease.noteDirectCalls(calls);
        List<Admission.Ticket> saved = tickets;
        tickets = new ArrayList<>();
        lines = new ByteArrayOutputStream();
        uncertain = 0;
        return saved;
    }

    /**
     * Notes that no call is under way any more.
     *
     * @param abandoned calls that nobody waits for
     */
    void end(int abandoned) {
        calls = calls.end(abandoned);
        lease.noteDirectCalls(calls);
    }

    /** Requests whose answers are in the bucket. */
    long done() {
        return calls.done();
    }
}
