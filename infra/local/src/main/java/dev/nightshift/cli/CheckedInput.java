package dev.nightshift.cli;

import dev.nightshift.record.InputFacts;
import dev.nightshift.task.Task;
import java.nio.file.Path;

/**
 * An input that was read once from end to end and can be used.
 *
 * @param rows all records of the file
 * @param usable those that become a request; at least 1
 * @param facts what was found in the file
 */
record CheckedInput(Path file, Task task, long rows, long usable, InputFacts facts) {
    /** The file's size. */
    long bytes() {
        return file.toFile().length();
    }
}
