package dev.nightshift.simulator.batch;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One batch with what is being computed for it: each thing once, when it is first asked for. */
final class Work {
    private Batch batch;
    private @Nullable CompletableFuture<FileCheck.Found> found;
    private @Nullable CompletableFuture<Verdict> verdict;
    private @Nullable CompletableFuture<Results> results;

    Work(Batch batch) {
        this.batch = batch;
    }

    synchronized Batch batch() {
        return batch;
    }

    Course course() {
        return new Course(batch());
    }

    synchronized void set(Batch next) {
        batch = next;
    }

    synchronized CompletableFuture<FileCheck.Found> found(
            Supplier<CompletableFuture<FileCheck.Found>> compute) {
        CompletableFuture<FileCheck.Found> known = found == null ? compute.get() : found;
        found = known;
        return known;
    }

    synchronized CompletableFuture<Verdict> verdict(Supplier<CompletableFuture<Verdict>> compute) {
        CompletableFuture<Verdict> known = verdict == null ? compute.get() : verdict;
        verdict = known;
        return known;
    }

    synchronized CompletableFuture<Results> results(Supplier<CompletableFuture<Results>> compute) {
        CompletableFuture<Results> known = results == null ? compute.get() : results;
        results = known;
        return known;
    }

    /** Lets go of what is not needed any more once the batch is over. */
    synchronized void release() {
        found = null;
    }
}
