package dev.nightshift.storage;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Steps that read rows, decide and change them on the condition that they are as read. Such a step
 * fails only where another has changed them in between, and is then made anew.
 */
public final class Rounds {
    /** More than can meet: a step that fails so often fails for another reason. */
    private static final int MOST = 1000;

    private Rounds() {}

    /**
     * What a step comes to in its first round that nobody spoils.
     *
     * @param what is changed, for the message
     * @throws IllegalStateException when there is no such round
     */
    public static <T> T until(String what, Supplier<Optional<T>> step) {
        for (int round = 0; round < MOST; round++) {
            Optional<T> answer = step.get();
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new IllegalStateException(what + " does not come to rest");
    }

    /** The same for a step that is done or not. */
    public static void untilDone(String what, BooleanSupplier step) {
        until(what, () -> step.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }
}
