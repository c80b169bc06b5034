package dev.nightshift.statemachine.execution;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of an execution's history.
 *
 * @param id counted from 1
 * @param previous the event this one follows; 0 for the first
 * @param type as AWS names it, such as {@code TaskStateEntered}
 * @param details as in the wire format; null when the type has none
 */
public record HistoryEvent(
        int id, int previous, Instant at, String type, @Nullable ObjectNode details) {
    public HistoryEvent {
        requireNonNull(at, "at");
        requireNonNull(type, "type");
    }

    /** The field of the wire format that holds the details. */
    public String detailsField() {
        if (type.endsWith("StateEntered")) {
            return "stateEnteredEventDetails";
        }
        if (type.endsWith("StateExited")) {
            return "stateExitedEventDetails";
        }
        return Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
    }
}
