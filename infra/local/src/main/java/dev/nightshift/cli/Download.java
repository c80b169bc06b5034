package dev.nightshift.cli;

import dev.nightshift.cli.ResultFile.Format;
import dev.nightshift.job.Job;
import dev.nightshift.storage.Bucket;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Brings a job's results and report to the user. Files appear whole, or stay as they were. */
final class Download {
    private final Bucket bucket;
    private final Job job;

    Download(Bucket bucket, Job job) {
        this.bucket = bucket;
        this.job = job;
    }

    /** Whether there are results; a job that failed before its first batch has none. */
    boolean hasResults() {
        return bucket.size(job.files().results("jsonl")).isPresent();
    }

    void results(ResultFile file) {
        String key = job.files().results(file.format() == Format.CSV ? "csv" : "jsonl");
        write(
                file.path(),
                out -> {
                    try (InputStream in = bucket.open(key)) {
                        if (file.format() == Format.JSON) {
                            JsonArray.ofLines(in, out);
                        } else {
                            in.transferTo(out);
                        }
                    }
                });
    }

    void report(ResultFile file) {
        write(
                file.report(),
                out -> {
                    try (InputStream in = bucket.open(job.files().report())) {
                        in.transferTo(out);
                        out.write("\n".getBytes(StandardCharsets.US_ASCII));
                    }
                });
    }

    private void write(Path target, Content content) {
        Path whole = target.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + "." + job.id() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                content.write(out);
            }
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
        void write(OutputStream out) throws IOException;
    }
}
