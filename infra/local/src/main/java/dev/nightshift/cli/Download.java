package dev.nightshift.cli;

import dev.nightshift.cli.ResultFile.Format;
import dev.nightshift.cli.api.JobCalls;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/** Brings a job's results and report to the user. Files appear whole, or stay as they were. */
final class Download {
    private static final String REPORT = "report.json";
    private static final String GROUPED = "results.grouped.json";
    private static final String HANDOVER = "handover.csv";

    private final JobCalls jobs;
    private final String job;
    private final Set<String> files;

    /**
     * @param job the id of one that is over
     */
    Download(JobCalls jobs, String job) {
        this.jobs = jobs;
        this.job = job;
        this.files = jobs.files(job).keySet();
    }

    /** Whether there are results; a job that failed before its first batch has none. */
    boolean hasResults() {
        return files.contains("results.jsonl");
    }

    /** Whether the job's task groups its results. */
    boolean isGrouped() {
        return files.contains(GROUPED);
    }

    /** Whether the job's task has a table for another system. */
    boolean isHandedOver() {
        return files.contains(HANDOVER);
    }

    /** Writes the results, and what else a task wants of them. */
    void results(ResultFile file) {
        if (isHandedOver()) {
            write(file.handover(), HANDOVER, InputStream::transferTo);
        }
        if (isGrouped()) {
            write(file.grouped(), GROUPED, InputStream::transferTo);
        }
        if (!isGrouped() || file.format() != Format.JSON) {
            rows(file);
        }
    }

    private void rows(ResultFile file) {
        write(
                file.path(),
                file.format() == Format.CSV ? "results.csv" : "results.jsonl",
                (in, out) -> {
                    if (file.format() == Format.JSON) {
                        JsonArray.ofLines(in, out);
                    } else {
                        in.transferTo(out);
                    }
                });
    }

    void report(ResultFile file) {
        write(
                file.report(),
                REPORT,
                (in, out) -> {
                    in.transferTo(out);
                    out.write("\n".getBytes(StandardCharsets.US_ASCII));
                });
    }

    private void write(Path target, String name, Content content) {
        Path whole = target.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + "." + job + ".part");
        try {
            jobs.read(
                    job,
                    name,
                    in -> {
                        try (OutputStream out =
                                new BufferedOutputStream(Files.newOutputStream(part))) {
                            content.write(in, out);
                        }
                    });
            Files.move(
                    part,
                    whole,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            remove(part);
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Content {
        void write(InputStream in, OutputStream out) throws IOException;
    }
}
