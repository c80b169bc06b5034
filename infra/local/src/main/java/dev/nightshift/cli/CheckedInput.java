package dev.nightshift.cli;

import dev.nightshift.task.Task;
import java.nio.file.Path;

/**
 * An input that was read once from end to end and can be used.
 *
 * @param rows all rows of the file
 * @param usable those that become a request; at least 1
 */
record CheckedInput(Path file, Task task, long rows, long usable) {
    /** The file's size. */
    long bytes() {
        return file.toFile().length();
    }
}
