package dev.nightshift.simulator.batch;

import dev.nightshift.simulator.chance.Chance;
import dev.nightshift.simulator.file.FileStore;
import dev.nightshift.simulator.model.Dialect;
import dev.nightshift.simulator.model.Model;
import dev.nightshift.simulator.model.ResponseStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Computes what batches need, each step once and kept when done. The heavy steps share as many
 * threads as there are processors; those are threads of the platform, for virtual ones would keep
 * the callers of the server from running meanwhile.
 */
final class Computing implements AutoCloseable {
    private final BatchSettings settings;
    private final BatchFaults faults;
    private final LineFaults lineFaults;
    private final FileStore files;
    private final BatchStore store;
    private final Model model;
    private final ResponseStore responses;
    private final Chance chance;
    private final ExecutorService heavy =
            Executors.newFixedThreadPool(
                    Runtime.getRuntime().availableProcessors(),
                    Thread.ofPlatform().daemon().name("simulator-", 0).factory());
    private final Executor light = task -> Thread.ofVirtual().start(task);

    Computing(
            BatchSettings settings,
            BatchFaults faults,
            LineFaults lineFaults,
            FileStore files,
            BatchStore store,
            Model model,
            ResponseStore responses,
            Chance chance) {
        this.settings = settings;
        this.faults = faults;
        this.lineFaults = lineFaults;
        this.files = files;
        this.store = store;
        this.model = model;
        this.responses = responses;
        this.chance = chance;
    }

    @Override
    public void close() {
        heavy.shutdownNow();
    }

    /** What the check of the input file found. */
    CompletableFuture<FileCheck.Found> found(Work work) {
        return work.found(() -> CompletableFuture.supplyAsync(() -> check(work.batch()), heavy));
    }

    /** The verdict on a batch; to be asked for only when the check is over. */
    CompletableFuture<Verdict> verdict(Work work, Collection<Work> all) {
        return work.verdict(
                () ->
                        found(work)
                                .thenApplyAsync(
                                        found -> keep(work, decide(work.batch(), found, all)),
                                        light));
    }

    /** The results of a batch; to be asked for only when no more is answered. */
    CompletableFuture<Results> results(Work work) {
        return work.results(
                () ->
                        work.course().accepted()
                                ? found(work)
                                        .thenApplyAsync(
                                                found -> keep(work, execute(work, found.lines())),
                                                heavy)
                                : CompletableFuture.supplyAsync(
                                        () -> keep(work, Results.NONE), light));
    }

    private FileCheck.Found check(Batch batch) {
        try {
            return FileCheck.check(
                    store.input(batch.id()),
                    batch.inputFileId(),
                    dialect(batch),
                    model,
                    judge(batch),
                    settings.mostRequests(),
                    luck(batch).chance().of("order").numbers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Verdict decide(Batch batch, FileCheck.Found found, Collection<Work> all) {
        Luck luck = luck(batch);
        if (luck.fileNotFound()) {
            return Verdict.refused(List.of(FileCheck.notFound(batch.inputFileId())));
        }
        String name = found.model();
        if (!found.errors().isEmpty() || name == null) {
            return Verdict.refused(found.errors());
        }
        long limit = settings.enqueuedLimit(name);
        if (luck.queueFull()) {
            return Verdict.refused(List.of(queueFull(name, found.tokens())));
        }
        if (limit < Long.MAX_VALUE && enqueued(batch, name, all) > limit - found.tokens()) {
            return Verdict.refused(List.of(queueFull(name, limit)));
        }
        return new Verdict(
                List.of(),
                name,
                found.count(),
                found.tokens(),
                luck.finishing(found.count()),
                (long) (settings.runningTime(found.count()).toMillis() * luck.slowness()));
    }

    /** Tokens of the batches of a model that are at work when this one's check is over. */
    private long enqueued(Batch batch, String name, Collection<Work> all) {
        long tokens = 0;
        for (Work other : all) {
            if (other.batch().number() >= batch.number()) {
                continue;
            }
            if (other.course().needsVerdict(batch.checkedAt())) {
                verdict(other, all).join();
            }
            Verdict verdict = other.batch().verdict();
            if (verdict != null
                    && name.equals(verdict.model())
                    && other.course().statusAt(batch.checkedAt()).isEnqueued()) {
                tokens += verdict.tokens();
            }
        }
        return tokens;
    }

    private static LineError queueFull(String name, long limit) {
        return LineError.ofFile(
                "token_limit_exceeded",
                String.format(
                        Locale.ROOT,
                        "Enqueued token limit reached for %s in organization org-simulator. Limit:"
                                + " %,d enqueued tokens. Please try again once some in_progress"
                                + " batches have been completed.",
                        name,
                        limit),
                null);
    }

    private Results execute(Work work, Lines lines) {
        Batch batch = work.batch();
        Course course = work.course();
        Verdict verdict = batch.verdict();
        int total = verdict == null ? 0 : verdict.requests();
        Luck luck = luck(batch);
        Execution execution =
                new Execution(dialect(batch), model, judge(batch), luck, course.endsAt() / 1000);
        try {
            return execution.run(
                    store.input(batch.id()),
                    lines,
                    course.answeredAt(Long.MAX_VALUE),
                    total,
                    course.statusAt(Long.MAX_VALUE) == Status.EXPIRED,
                    files,
                    batch.id(),
                    batch.outputLifetime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Verdict keep(Work work, Verdict verdict) {
        synchronized (work) {
            save(work, work.batch().with(verdict));
        }
        if (!verdict.accepted()) {
            release(work);
        }
        return verdict;
    }

    private Results keep(Work work, Results made) {
        Luck luck = luck(work.batch());
        boolean blank = made.errorFileId() == null && luck.blankErrorFileId();
        Results results =
                new Results(
                        made.outputFileId(),
                        blank ? "" : made.errorFileId(),
                        made.completed(),
                        made.failed(),
                        made.usage(),
                        work.course().endsAt() + luck.outputIdLate());
        synchronized (work) {
            save(work, work.batch().with(results));
        }
        release(work);
        return results;
    }

    private void save(Work work, Batch batch) {
        try {
            store.save(batch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        work.set(batch);
    }

    private void release(Work work) {
        work.release();
        try {
            store.unpin(work.batch().id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Fate.Judge judge(Batch batch) {
        return new Fate.Judge(model, responses, luck(batch));
    }

    private Luck luck(Batch batch) {
        return Luck.of(batch, faults, lineFaults, chance);
    }

    private static Dialect dialect(Batch batch) {
        return Dialect.ofPath(batch.endpoint()).orElseThrow();
    }
}
