package dev.nightshift.cli;

import dev.nightshift.record.InputFacts;
import dev.nightshift.task.Task;
import java.nio.file.Path;

/**
 * An input that was read once from end to end and can be used.
 *
 * @param rows all records of the file
 * @param usable those that become a request; at least 1
 * @param bytes of the file, unpacked
 * @param facts what was found in the file
 */
record CheckedInput(Path file, Task task, long rows, long usable, long bytes, InputFacts facts) {}
