package dev.nightshift.cli;

import dev.nightshift.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a job's files will fit on the disk: found out before it begins, not in its midst. */
final class DiskRoom {
    private static final long MEGABYTE = 1_000_000;

    /** For the table, the log and other small things. */
    private static final long SPARE = 20 * MEGABYTE;

    /** Input, rows, requests, the simulator's copy of these, and each row in both results. */
    private static final int COPIES_OF_INPUT = 6;

    /** A reply of usual size in the raw output, at the simulator, in parts and in results. */
    private static final long BYTES_OF_REPLIES = 6_000;

    private DiskRoom() {}

    /**
     * @param folder where the files will lie; need not exist yet
     * @throws CommandException when they will hardly fit
     */
    static void require(Shell shell, Path folder, CheckedInput input) {
        try {
            long free = Files.getFileStore(existing(folder)).getUsableSpace();
            require(shell.typed(folder), needed(input), free);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void require(String folder, long needed, long free) {
        if (free < needed) {
            throw CommandException.wrong(
                    "the disk of %s has %,d MB left, and this job may need %,d MB; make room, or name another folder with --data"
                            .formatted(folder, free / MEGABYTE, needed / MEGABYTE));
        }
    }

    static long needed(CheckedInput input) {
        Task task = input.task();
        long repeated =
                (long) task.instructions().length() + String.valueOf(task.output()).length();
        return SPARE
                + COPIES_OF_INPUT * input.bytes()
                + input.usable() * (2 * repeated + BYTES_OF_REPLIES);
    }

    private static Path existing(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing)) {
            Path parent = existing.getParent();
            if (parent == null) {
                break;
            }
            existing = parent;
        }
        return existing;
    }
}
