package dev.nightshift.record;

import java.util.Arrays;
import java.util.Optional;

/** Why a row is left out before anything is sent. Its wire text is the code of the outcome. */
public enum SkipReason {
    /** The row could not be read: ragged, badly quoted or too long. Somebody should look at it. */
    UNREADABLE_ROW("unreadable_row", false),
    /** Another row of the file has the same id; the first is the one that is used. */
    DUPLICATE_ID("duplicate_id", true),
    /** A field that the task needs is empty. */
    MISSING_FIELD("missing_field", true),
    /** The task's filters keep it from being sent. */
    FILTER("filter", true),
    /** The record has more parts than the task sends of one. */
    TOO_MANY_PARTS("too_many_parts", true),
    /**
     * Its request is larger than a batch's file may be, or has more tokens than the model or the
     * task takes, whatever is cut. Somebody should look at it.
     */
    TOO_LARGE("too_large", false),
    /** OpenAI would refuse its request, as one that says nothing. Somebody should look at it. */
    INVALID_REQUEST("invalid_request", false);

    private final String wire;
    private final boolean intended;

    SkipReason(String wire, boolean intended) {
        this.wire = wire;
        this.intended = intended;
    }

    /** The text on the wire and in results. */
    public String wire() {
        return wire;
    }

    /** What becomes of such rows. */
    public OutcomeKind kind() {
        return this == FILTER ? OutcomeKind.FILTERED : OutcomeKind.SKIPPED;
    }

    /** Whether such rows are meant to be left out, so that nobody needs to act. */
    public boolean isIntended() {
        return intended;
    }

    /** The reason with this wire text; empty for a text this version does not know. */
    public static Optional<SkipReason> find(String wire) {
        return Arrays.stream(values()).filter(reason -> reason.wire.equals(wire)).findFirst();
    }
}
