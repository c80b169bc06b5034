package dev.nightshift.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The file of records that the user named. */
final class InputFile {
    private InputFile() {}

    /**
     * The whole path of a file that can be opened and has something in it.
     *
     * @throws CommandException when it is none
     */
    static Path require(Shell shell, Path named) {
        Path file = shell.resolve(named);
        if (!Files.exists(file)) {
            throw CommandException.wrong("there is no file %s; check the path".formatted(named));
        }
        if (Files.isDirectory(file)) {
            throw wrong(named, "it is a folder; name a file of records");
        }
        if (!Files.isRegularFile(file)) {
            throw wrong(named, "it is no regular file, and it is read twice; save it to one first");
        }
        if (!Files.isReadable(file)) {
            throw wrong(named, "it cannot be read; check its permissions");
        }
        if (file.toFile().length() == 0) {
            throw wrong(
                    named,
                    "it is empty; a file of records is needed, such as CSV with a header line and rows");
        }
        return file;
    }

    private static CommandException wrong(Path named, String message) {
        return CommandException.wrong(named + ": " + message);
    }
}
