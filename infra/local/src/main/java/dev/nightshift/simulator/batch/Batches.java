package dev.nightshift.simulator.batch;

import dev.nightshift.simulator.chance.Chance;
import dev.nightshift.simulator.file.FileStore;
import dev.nightshift.simulator.model.Model;
import dev.nightshift.simulator.model.ResponseStore;
import dev.nightshift.time.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * All batches. Where each stands is a matter of time alone ({@link Course}); computing its verdict
 * and its results takes no time of the timeline. Whoever asks about a batch waits until what must
 * be known at that instant has been computed, so an answer never depends on how fast this machine
 * is.
 */
public final class Batches implements AutoCloseable {
    /** After it a caller is told the state before; real time, since computing takes real time. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BatchSettings settings;
    private final FileStore files;
    private final BatchStore store;
    private final Timeline time;
    private final Computing computing;
    private final BiConsumer<String, String> told;
    private final Set<String> toldOf = ConcurrentHashMap.newKeySet();
    private final Map<String, Work> works = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private Batches(
            BatchSettings settings,
            FileStore files,
            BatchStore store,
            Timeline time,
            Computing computing,
            BiConsumer<String, String> told) {
        this.settings = settings;
        this.files = files;
        this.store = store;
        this.time = time;
        this.computing = computing;
        this.told = told;
    }

    /**
     * Opens the batches kept in a directory; those that are not over go on.
     *
     * @param told is given what happened, such as {@code batch.completed}, and the id of the batch
     */
    public static Batches open(
            Path dir,
            BatchSettings settings,
            BatchFaults faults,
            LineFaults lineFaults,
            FileStore files,
            Model model,
            ResponseStore responses,
            Chance chance,
            BiConsumer<String, String> told,
            Timeline time)
            throws IOException {
        BatchStore store = BatchStore.open(dir);
        Computing computing =
                new Computing(settings, faults, lineFaults, files, store, model, responses, chance);
        Batches batches = new Batches(settings, files, store, time, computing, told);
        for (Batch batch : store.load()) {
            Work work = new Work(batch);
            batches.works.put(batch.id(), work);
            if (batch.results() != null) {
                batches.toldOf.add(batch.id());
            }
            batches.goOn(work);
        }
        return batches;
    }

    /** How many have been created since the directory was new. */
    public int created() {
        return works.size();
    }

    /** Stops computing; wake-ups still to come do nothing. */
    @Override
    public void close() {
        closed = true;
        computing.close();
    }

    BatchSettings settings() {
        return settings;
    }

    synchronized BatchView create(BatchRequest request, Duration late) throws IOException {
        long now = millis();
        Batch batch =
                new Batch(
                        "batch_" + UUID.randomUUID().toString().replace("-", ""),
                        works.size() + 1,
                        request.dialect().path(),
                        request.inputFileId(),
                        request.metadata(),
                        request.outputLifetime(),
                        now,
                        now + late.toMillis(),
                        now + settings.validating().toMillis(),
                        settings.finalizing().toMillis(),
                        settings.cancelling().toMillis(),
                        null,
                        null,
                        null);
        if (files.find(request.inputFileId()).isPresent()) {
            store.pin(batch.id(), files.content(request.inputFileId()));
        }
        store.save(batch);
        Work work = new Work(batch);
        works.put(batch.id(), work);
        goOn(work);
        return new BatchView(batch, now, 0, 0);
    }

    /** The batch of that id as it stands now. */
    Optional<BatchView> find(String id) {
        return visible(id).map(this::view);
    }

    /** All, the newest first. */
    List<BatchView> all() {
        return works.values().stream()
                .filter(work -> work.batch().visibleAt() <= millis())
                .sorted(Comparator.comparingInt((Work work) -> work.batch().number()).reversed())
                .map(this::view)
                .toList();
    }

    /**
     * Asks a batch to end.
     *
     * @return the batch as it stands then, which shows whether that was still possible
     */
    Optional<BatchView> cancel(String id) throws IOException {
        Optional<Work> found = visible(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Work work = found.get();
        view(work);
        synchronized (work) {
            Status status = work.course().statusAt(millis());
            if (status == Status.VALIDATING
                    || status == Status.IN_PROGRESS
                    || status == Status.FINALIZING) {
                work.set(work.batch().cancelled(millis()));
                store.save(work.batch());
            }
        }
        goOn(work);
        return Optional.of(view(work));
    }

    private Optional<Work> visible(String id) {
        return Optional.ofNullable(works.get(id))
                .filter(work -> work.batch().visibleAt() <= millis());
    }

    private BatchView view(Work work) {
        long now = millis();
        if (work.course().needsVerdict(now)) {
            await(computing.verdict(work, works.values()));
        }
        if (work.course().needsResults(now)) {
            await(computing.results(work));
        }
        if (work.course().needsResults(now)) {
            now = work.course().endsAt() - 1;
        }
        Batch batch = work.batch();
        int answered = batch.results() == null ? new Course(batch).answeredAt(now) : 0;
        int failed = 0;
        if (answered > 0) {
            CompletableFuture<FileCheck.Found> found = computing.found(work);
            await(found);
            failed = found.isDone() ? found.join().lines().failedAmong(answered) : 0;
        }
        return new BatchView(batch, now, answered, failed);
    }

    /** Begins what can be computed now, and is woken when there will be more. Never waits. */
    private void goOn(Work work) {
        Batch batch = work.batch();
        Course course = work.course();
        long now = millis();
        boolean failed = batch.verdict() != null && !batch.verdict().accepted();
        if (!closed) {
            tell(work, now);
        }
        if (closed || batch.results() != null || failed) {
            return;
        }
        if (course.needsVerdict(now)) {
            var _ = computing.verdict(work, works.values()).thenRun(() -> goOn(work));
        } else if (course.statusAt(now).answeringIsOver()) {
            var _ = computing.results(work);
        } else if (batch.verdict() == null) {
            var _ = computing.found(work);
            wake(work, batch.checkedAt());
        } else {
            wake(work, course.answersEndAt());
        }
    }

    /** Tells of the end of a batch, once; before it has come, sees to it that it will be told. */
    private void tell(Work work, long now) {
        String id = work.batch().id();
        Status status = work.course().statusAt(now);
        if (status == Status.FAILED || status.hasResults()) {
            if (toldOf.add(id)) {
                told.accept("batch." + status.wire(), id);
            }
        } else if (work.batch().verdict() != null || work.batch().cancelledAt() != null) {
            wake(work, work.course().endsAt());
        }
    }

    private void wake(Work work, long at) {
        var _ = time.wakeAt(Instant.ofEpochMilli(at), () -> goOn(work));
    }

    private long millis() {
        return time.instant().toEpochMilli();
    }

    private static void await(CompletableFuture<?> computed) {
        try {
            computed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            // The caller sees the state before.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a batch could not be computed", e.getCause());
        }
    }
}
