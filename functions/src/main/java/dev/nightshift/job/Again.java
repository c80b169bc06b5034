package dev.nightshift.job;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.record.Tally;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which records a job that is over is to run again. */
@Serdeable
public enum Again {
    /** All that did not succeed. */
    FAILED,
    /** Those that were never sent. */
    UNSENT;

    /** The text in rows and in the state machine. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many of the records counted it means. */
    public long count(Tally tally) {
        return switch (this) {
            case FAILED ->
                    tally.total()
                            - tally.count(OutcomeKind.SUCCEEDED)
                            - tally.count(OutcomeKind.SKIPPED)
                            - tally.count(OutcomeKind.FILTERED);
            case UNSENT -> tally.count(OutcomeKind.UNSENT);
        };
    }

    /** The kind of a text; null for none, and for one that is not known here. */
    static @Nullable Again of(@Nullable String wire) {
        return Arrays.stream(values())
                .filter(again -> again.wire().equals(wire))
                .findFirst()
                .orElse(null);
    }
}
