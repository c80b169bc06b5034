package dev.nightshift.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nightshift.record.OutcomeKind;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Arrays;

/** How far a turn is. Only what succeeded is part of what later turns build on. */
@Serdeable
enum TurnStatus {
    /** It is to be answered by the batch of a wave. */
    @JsonProperty("waiting")
    WAITING("waiting"),
    /** It is being asked. */
    @JsonProperty("asking")
    ASKING("asking"),
    @JsonProperty("succeeded")
    SUCCEEDED("succeeded"),
    /** The reply does not fit the schema, nor did its repair; its text is kept. */
    @JsonProperty("invalid")
    INVALID("invalid"),
    @JsonProperty("refused")
    REFUSED("refused"),
    /** The reply reached the limit of output tokens; its text is kept. */
    @JsonProperty("truncated")
    TRUNCATED("truncated"),
    /** There is no answer; the same turn may be asked again. */
    @JsonProperty("failed")
    FAILED("failed");

    private final String wire;

    TurnStatus(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }

    /** Whether nothing more comes, unless the turn is repeated. */
    boolean isOver() {
        return this != WAITING && this != ASKING;
    }

    static TurnStatus of(String wire) {
        return Arrays.stream(values())
                .filter(status -> status.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no turn is " + wire));
    }

    /** What a turn is whose request ended so. */
    static TurnStatus of(OutcomeKind outcome) {
        return switch (outcome) {
            case SUCCEEDED -> SUCCEEDED;
            case INVALID -> INVALID;
            case REFUSED -> REFUSED;
            case TRUNCATED -> TRUNCATED;
            case FAILED, FILTERED, SKIPPED, CANCELLED, UNSENT -> FAILED;
        };
    }
}
