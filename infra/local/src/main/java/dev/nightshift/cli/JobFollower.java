package dev.nightshift.cli;

import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Summary;
import dev.nightshift.local.StackInUseException;
import dev.nightshift.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Shows a job's progress to its end, brings its files and says what it came to. */
final class JobFollower implements AutoCloseable {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(10);
    private static final int LOOKS_BETWEEN_DOUBTS = 10;
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
    int follow(JobId id, ResultFile file) {
        try {
            return followed(id, job -> end(job, file)).orElse(ExitCode.INTERRUPTED);
        } finally {
            close();
        }
    }

    /** Follows a job of which others follow; empty when it was stopped from the keyboard. */
    Optional<Job> await(JobId id) {
        Optional<Job> ended = followed(id, job -> job);
        progress.clear();
        return ended;
    }

    /** The stack that carries the job now. */
    StackClient client() {
        return connection.client();
    }

    @Override
    public void close() {
        connection.close();
    }

    private <T> Optional<T> followed(JobId id, Function<Job, T> end) {
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
    private <T> T followAnywhere(JobId id, Function<Job, T> end) throws InterruptedException {
        for (int moves = 0; ; moves++) {
            try {
                return end.apply(awaitEnd(id));
            } catch (SdkClientException unreachable) {
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

    private Job awaitEnd(JobId id) throws InterruptedException {
        long begun = System.nanoTime();
        for (long looks = 1; ; looks++) {
            Job job = connection.client().jobs().require(id);
            progress.show(Progress.of(job, connection.client().attempts().of(id), age(job)));
            if (job.status().isOver()) {
                return job;
            }
            if (looks % LOOKS_BETWEEN_DOUBTS == 0) {
                requireCarriedOn(job);
            }
            Thread.sleep(pause(Duration.ofNanos(System.nanoTime() - begun)));
        }
    }

    /** By the stack's time; another process's may be behind this one's. */
    private Duration age(Job job) {
        Duration age = Duration.between(job.created(), connection.client().clock().instant());
        return age.isNegative() ? Duration.ZERO : age;
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

    private void requireCarriedOn(Job job) {
        Optional<String> why = connection.client().executions().whyStopped(job);
        if (why.isPresent() && !connection.client().jobs().require(job.id()).status().isOver()) {
            throw new CommandException(
                    ExitCode.JOB_FAILED, "job %s stopped: %s".formatted(job.id(), why.get()));
        }
    }

    private int end(Job job, ResultFile file) {
        progress.clear();
        Summary figures = Summaries.of(job).orElse(Summary.NOTHING);
        var summary =
                new JobSummary(job, figures, connection.client().description().openAiSimulated());
        var download = new Download(connection.client().bucket(), job);
        boolean hasResults = download.hasResults();
        shell.out().println(summary.headline());
        shell.out().println();
        summary.outcomes(hasResults ? examples(job, summary.wantedExamples()) : Map.of())
                .forEach(shell.out()::println);
        shell.out().println();
        summary.bill().forEach(shell.out()::println);
        shell.out().println();
        bring(download, hasResults, file);
        shell.out().flush();
        return summary.exitCode();
    }

    private void bring(Download download, boolean hasResults, ResultFile file) {
        var places = new TextTable("  ", "ll");
        if (hasResults) {
            download.results(file);
            places.add("results", shell.typed(file.path()));
        }
        download.report(file);
        places.add("report", shell.typed(file.report()));
        places.lines().forEach(shell.out()::println);
    }

    private Map<String, String> examples(Job job, Set<String> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        try (InputStream results =
                connection.client().bucket().open(job.files().results("jsonl"))) {
            return Examples.find(results, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sayGoodbye(JobId id) {
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
