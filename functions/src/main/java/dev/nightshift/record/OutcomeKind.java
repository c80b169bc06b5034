package dev.nightshift.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways a record can end. Every record ends in exactly one. */
@Serdeable
public enum OutcomeKind {
    /** The reply is there and fits the schema. */
    SUCCEEDED,
    /** The reply does not fit the schema, even after a repair. */
    INVALID,
    /** The model declined to answer. */
    REFUSED,
    /** The reply ended at the output limit, even after one more try with a larger limit. */
    TRUNCATED,
    /** No reply, and no attempts left; the code says why. */
    FAILED,
    /** The task's filter left the record out. */
    FILTERED,
    /** Left out before sending; the code says why, see {@link SkipReason}. */
    SKIPPED,
    /** The job was cancelled first. */
    CANCELLED,
    /** Never sent, because the budget was spent. */
    UNSENT;

    /** The text on the wire and in results, in lower case. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this wire text; empty for a text this version does not know. */
    public static Optional<OutcomeKind> find(String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }

    /**
     * The kind with this wire text. One that this version does not know is {@link #FAILED}, so that
     * it still counts and somebody looks.
     */
    @JsonCreator
    public static OutcomeKind fromWire(String wire) {
        return find(wire).orElse(FAILED);
    }
}
