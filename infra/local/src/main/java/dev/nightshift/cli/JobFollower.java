package dev.nightshift.cli;

import dev.nightshift.cli.api.ApiUnreachableException;
import dev.nightshift.cli.api.JobView;
import dev.nightshift.cli.api.ProgressView;
import dev.nightshift.job.Delivery;
import dev.nightshift.job.HandedOver;
import dev.nightshift.job.Summary;
import dev.nightshift.job.Told;
import dev.nightshift.local.StackInUseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows a job's progress to its end, brings its files and says what it came to. */
final class JobFollower implements AutoCloseable {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(10);
    private static final int MOST_MOVES = 5;
    private static final int MOST_TRIES = 20;

    private final Shell shell;
    private final StackOptions options;
    private volatile Connection connection;
    private final ProgressPrinter progress;

    JobFollower(Shell shell, StackOptions options, Connection connection) {
        this.shell = shell;
        this.options = options;
        this.connection = connection;
        this.progress = new ProgressPrinter(shell);
    }

    /**
     * Follows a job and returns the exit code that says how it ended.
     *
     * @param file where its results go
     */
    int follow(String id, ResultFile file) {
        try {
            return followed(id, job -> end(job, file)).orElse(ExitCode.INTERRUPTED);
        } finally {
            close();
        }
    }

    /** Follows a job of which others follow; empty when it was stopped from the keyboard. */
    Optional<JobView> await(String id) {
        Optional<JobView> ended = followed(id, job -> job);
        progress.clear();
        return ended;
    }

    /** To the stack that carries the job now. */
    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        connection.close();
    }

    private <T> Optional<T> followed(String id, Function<JobView, T> end) {
        try (Interruption interruption = Interruption.with(() -> sayGoodbye(id))) {
            try {
                return Optional.of(followAnywhere(id, end));
            } catch (InterruptedException e) {
                interruption.run();
                return Optional.empty();
            } catch (RuntimeException e) {
                progress.clear();
                return rethrown(e, interruption);
            }
        }
    }

    /** Follows, and goes on where the stack that carries the job ends before the job does. */
    private <T> T followAnywhere(String id, Function<JobView, T> end) throws InterruptedException {
        for (int moves = 0; ; moves++) {
            try {
                return end.apply(awaitEnd(id));
            } catch (ApiUnreachableException unreachable) {
                if (connection.isOwn() || options.endpoint() != null || moves == MOST_MOVES) {
                    throw unreachable;
                }
                connection.close();
                connection = another();
            }
        }
    }

    /** Another stack of the folder, started now unless there is one; it may still be closing. */
    private Connection another() throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                Connection next = Connection.open(shell, options, new StackTuning());
                progress.clear();
                shell.err()
                        .println(
                                "The stack that carried the job ended; this command goes on with it.");
                return next;
            } catch (StackInUseException closing) {
                if (tries == MOST_TRIES) {
                    throw closing;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private static <T> Optional<T> rethrown(RuntimeException e, Interruption interruption) {
        try {
            interruption.awaitEndIfBegun();
        } catch (InterruptedException ending) {
            return Optional.empty();
        }
        throw e;
    }

    private JobView awaitEnd(String id) throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            ProgressView now = connection.jobs().progress(id);
            progress.show(now.at(connection.clock().instant()));
            if (now.isOver()) {
                JobView job = connection.jobs().require(id);
                if (job.isDelivered()) {
                    return told(job);
                }
            }
            Thread.sleep(pause(Duration.ofNanos(System.nanoTime() - begun)));
        }
    }

    /**
     * The job when its callback was called once, and its records are handed over as far as somebody
     * takes them: a stack of the command's own ends with it.
     */
    private JobView told(JobView ended) throws InterruptedException {
        JobView job = ended;
        long until = System.nanoTime() + LONG_PAUSE.toNanos();
        while (job.isBeingTold() && System.nanoTime() < until) {
            Thread.sleep(SHORTEST_PAUSE);
            JobView now = connection.jobs().require(job.id());
            if (!Objects.equals(now.handedOver(), job.handedOver())) {
                until = System.nanoTime() + LONG_PAUSE.toNanos();
            }
            job = now;
        }
        return job;
    }

    /**
     * Short at first, for the job may be over at once; longer when it takes hours. Real time, for
     * in a stack's own a day may pass in a second.
     */
    static Duration pause(Duration watched) {
        if (watched.compareTo(Duration.ofHours(1)) > 0) {
            return LONG_PAUSE;
        }
        Duration part = watched.dividedBy(20);
        return part.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : part.compareTo(PAUSE) > 0 ? PAUSE : part;
    }

    private int end(JobView job, ResultFile file) {
        progress.clear();
        Summary figures = job.summary().orElse(Summary.NOTHING);
        var summary = new JobSummary(job, figures, connection.isSimulated());
        var download = new Download(connection.jobs(), job.id());
        boolean hasResults = download.hasResults();
        shell.out().println(summary.headline());
        shell.out().println();
        summary.outcomes(hasResults ? examples(job, summary.wantedExamples()) : Map.of())
                .forEach(shell.out()::println);
        shell.out().println();
        summary.bill().forEach(shell.out()::println);
        Delivery delivery = job.delivery();
        if (delivery != null) {
            shell.out().println("  table    " + TableJob.told(delivery));
        }
        if (job.callback() != null || job.told() != null) {
            shell.out().println("  callback " + told(job.told()));
        }
        if (job.handoverUrl() != null) {
            shell.out().println("  handover " + handed(job.handedOver()));
        }
        shell.out().println();
        bring(download, hasResults, file);
        shell.out().flush();
        return summary.exitCode();
    }

    private String told(@Nullable Told told) {
        if (told == null) {
            return "not called yet; it will be" + condition();
        }
        return switch (told.fate()) {
            case DELIVERED -> "delivered";
            case TRYING ->
                    "not delivered, %s; it is tried again%s".formatted(told.problem(), condition());
            case FAILED -> "not delivered, " + told.problem();
        };
    }

    private String handed(@Nullable HandedOver handed) {
        if (handed == null) {
            return "not begun yet; it will be" + condition();
        }
        String taken =
                "%,d records taken in %,d calls".formatted(handed.records(), handed.chunks());
        return switch (handed.fate()) {
            case DELIVERED -> taken;
            case TRYING ->
                    "%s%s; it goes on%s"
                            .formatted(
                                    taken,
                                    handed.problem() == null ? "" : ", then " + handed.problem(),
                                    condition());
            case FAILED -> "%s, then given up: %s".formatted(taken, handed.problem());
        };
    }

    private String condition() {
        return connection.isOwn() ? " while a stack runs in this folder" : "";
    }

    private void bring(Download download, boolean hasResults, ResultFile file) {
        var places = new TextTable("  ", "ll");
        if (hasResults) {
            download.results(file);
            places.add("results", shell.typed(file.path()));
            if (download.isGrouped() && !file.grouped().equals(file.path())) {
                places.add("grouped", shell.typed(file.grouped()));
            }
            if (download.isHandedOver()) {
                places.add("handover", shell.typed(file.handover()));
            }
        }
        download.report(file);
        places.add("report", shell.typed(file.report()));
        places.lines().forEach(shell.out()::println);
    }

    private Map<String, String> examples(JobView job, Set<String> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, String> found = new HashMap<>();
        connection
                .jobs()
                .read(
                        job.id(),
                        "results.jsonl",
                        results -> found.putAll(Examples.find(results, wanted)));
        return found;
    }

    private void sayGoodbye(String id) {
        progress.clear();
        String watch = "'nightshift watch %s%s'".formatted(id, options.again(shell));
        shell.err()
                .println(
                        connection.isOwn()
                                ? "Stopped. Job %s is kept; %s goes on with it."
                                        .formatted(id, watch)
                                : "Stopped watching. Job %s goes on in the running stack; %s shows it."
                                        .formatted(id, watch));
        shell.err().flush();
        connection.close();
    }
}
