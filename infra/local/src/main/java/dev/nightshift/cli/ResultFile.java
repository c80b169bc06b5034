package dev.nightshift.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a job's results go, and in which form; its report goes beside them. */
record ResultFile(Path path, Format format) {

    /** The form of a file of results. */
    enum Format {
        CSV,
        /** One JSON object a line. */
        JSONL,
        /** One JSON array of the same objects. */
        JSON;

        private static Optional<Format> of(String name) {
            String ending = name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
            for (Format format : values()) {
                if (format.name().equals(ending)) {
                    return Optional.of(format);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * The file that the user named, else {@code NAME.results.csv} beside the input.
     *
     * @param input names the file where the user does not; it is never overwritten
     * @throws CommandException when nothing could be written there
     */
    static ResultFile of(Shell shell, @Nullable Path named, Path input) {
        if (named == null) {
            Path path = input.resolveSibling(stem(input) + ".results.csv");
            return writable(shell, new ResultFile(path, Format.CSV), path);
        }
        Path path = shell.resolve(named);
        Format format =
                Format.of(String.valueOf(path.getFileName()))
                        .orElseThrow(
                                () ->
                                        CommandException.wrong(
                                                "--out %s: the ending says the form; use .csv, .jsonl or .json"
                                                        .formatted(named)));
        if (path.equals(input)) {
            throw CommandException.wrong(
                    "--out %s: that is the input itself; choose another file".formatted(named));
        }
        return writable(shell, new ResultFile(path, format), named);
    }

    /** {@code NAME.report.json} beside {@code NAME.results.csv} or {@code NAME.csv}. */
    Path report() {
        return path.resolveSibling(name() + ".report.json");
    }

    /**
     * {@code NAME.grouped.json} beside them, for tasks that group results; one of JSON is it
     * itself.
     */
    Path grouped() {
        return format == Format.JSON ? path : path.resolveSibling(name() + ".grouped.json");
    }

    /** {@code NAME.handover.csv} beside them, for tasks that have a table for another system. */
    Path handover() {
        return path.resolveSibling(name() + ".handover.csv");
    }

    private String name() {
        String stem = stem(path);
        return stem.endsWith(".results")
                ? stem.substring(0, stem.length() - ".results".length())
                : stem;
    }

    private static ResultFile writable(Shell shell, ResultFile file, Path named) {
        Path folder = file.path().toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw CommandException.wrong(
                    "--out %s: there is no folder %s; make it first"
                            .formatted(named, folder == null ? "/" : shell.typed(folder)));
        }
        if (!Files.isWritable(folder)) {
            throw CommandException.wrong(
                    "the folder %s cannot be written to; name another file with --out"
                            .formatted(shell.typed(folder)));
        }
        for (Path target : new Path[] {file.path(), file.report()}) {
            if (Files.isDirectory(target)) {
                throw CommandException.wrong(
                        "%s is a folder; name another file with --out"
                                .formatted(shell.typed(target)));
            }
        }
        return file;
    }

    private static String stem(Path path) {
        String name = String.valueOf(path.getFileName()).replaceFirst("\\.gz$", "");
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
