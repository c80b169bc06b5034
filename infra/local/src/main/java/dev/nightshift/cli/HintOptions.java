package dev.nightshift.cli;

import dev.nightshift.record.InputHints;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a file of records is to be taken for, where its content does not say. */
final class HintOptions {
    @Option(
            names = "--id-column",
            paramLabel = "COLUMN",
            description = "Column of the records' ids; the one named id if not said.")
    private @Nullable String idColumn;

    @Option(
            names = "--delimiter",
            paramLabel = "CHARACTER",
            description =
                    "What separates the cells of a CSV file: , ; or comma, semicolon, tab, pipe. Found"
                            + " out if not said.")
    private @Nullable String delimiter;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description =
                    "How the file's characters are written, such as windows-1252. If not said: by its"
                            + " byte order mark, else UTF-8 or, where its beginning is none, windows-1252.")
    private @Nullable String encoding;

    /**
     * The same as hints for whoever reads the file.
     *
     * @throws CommandException when they cannot be
     */
    InputHints hints() {
        InputHints hints = InputHints.NONE.withIdColumn(idColumn);
        String option = "--delimiter";
        try {
            hints = hints.withDelimiter(delimiter);
            option = "--encoding";
            return hints.withEncoding(encoding);
        } catch (IllegalArgumentException e) {
            throw CommandException.wrong(option + ": " + e.getMessage());
        }
    }
}
