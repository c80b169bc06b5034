package dev.nightshift.statemachine.definition;

import static java.util.Objects.requireNonNull;

/**
 * One thing wrong with a definition.
 *
 * @param location path of the state and field, such as {@code /States/Submit/TimeoutSeconds}
 */
public record Problem(String location, String message) {
    public Problem {
        requireNonNull(location, "location");
        requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return location + ": " + message;
    }
}
