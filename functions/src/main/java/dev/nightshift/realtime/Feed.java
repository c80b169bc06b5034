package dev.nightshift.realtime;

import dev.nightshift.batch.LineReader;
import dev.nightshift.batch.RequestLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Begins requests in the order of their file, each on a thread of its own, as there is place. All
 * that begins ends in the queue, and at last that nothing more will begin.
 */
final class Feed {
    private final Path requests;
    private final long firstOrdinal;
    private final BitSet answered;
    private final Admission admission;
    private final Throttle throttle;
    private final Caller caller;
    private final ExecutorService threads;
    private final BlockingQueue<Ended> ended;
    private final AtomicInteger begun = new AtomicInteger();

    /**
     * @param answered records, from {@code firstOrdinal} on, that are not sent
     */
    Feed(
            Path requests,
            long firstOrdinal,
            BitSet answered,
            Admission admission,
            Throttle throttle,
            Caller caller,
            ExecutorService threads,
            BlockingQueue<Ended> ended) {
        this.requests = requests;
        this.firstOrdinal = firstOrdinal;
        this.answered = answered;
        this.admission = admission;
        this.throttle = throttle;
        this.caller = caller;
        this.threads = threads;
        this.ended = ended;
    }

    /** Reads on a thread of its own. */
    void start() {
        threads.execute(this::run);
    }

    /** How many requests have been begun. */
    int begun() {
        return begun.get();
    }

    private void run() {
        try (var lines = new LineReader(Files.newInputStream(requests))) {
            while (!throttle.isClosed() && lines.next()) {
                begin(RequestLine.read(lines.buffer(), lines.start(), lines.length()));
            }
        } catch (IOException e) {
            ended.add(new Ended.Broken(new UncheckedIOException(e)));
        } catch (RuntimeException e) {
            ended.add(new Ended.Broken(e));
        } catch (InterruptedException asksToEnd) {
            Thread.currentThread().interrupt();
        }
        ended.add(new Ended.NoMore());
    }

    private void begin(RequestLine request) throws InterruptedException {
        if (answered.get((int) (request.ordinal() - firstOrdinal))) {
            return;
        }
        Admission.Ticket ticket = admission.ticket(request.body().length());
        while (!admission.enter(ticket)) {
            if (throttle.isClosed()) {
                return;
            }
        }
        begun.incrementAndGet();
        threads.execute(() -> ended.add(end(request, ticket)));
    }

    private Ended end(RequestLine request, Admission.Ticket ticket) {
        try {
            return caller.send(request, ticket);
        } catch (InterruptedException asksToEnd) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            ended.add(new Ended.Broken(e));
        }
        return new Ended.Unsent(ticket);
    }
}
