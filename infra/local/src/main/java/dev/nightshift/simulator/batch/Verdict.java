package dev.nightshift.simulator.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of the check of an input file. It is kept, so that it never changes.
 *
 * @param errors none when the file was accepted
 * @param model of all its lines; null when it was not accepted
 * @param requests how many lines
 * @param tokens of all inputs together
 * @param finishing how many requests will ever be answered; fewer than all when it is to expire
 * @param runningMillis how long answering takes
 */
record Verdict(
        List<LineError> errors,
        @Nullable String model,
        int requests,
        long tokens,
        int finishing,
        long runningMillis) {

    Verdict {
        errors = List.copyOf(errors);
    }

    static Verdict refused(List<LineError> errors) {
        return new Verdict(errors, null, 0, 0, 0, 0);
    }

    boolean accepted() {
        return errors.isEmpty();
    }
}
