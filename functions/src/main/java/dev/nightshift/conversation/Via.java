package dev.nightshift.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How the model came to know what was said before a turn. */
@Serdeable
enum Via {
    /** Nothing was. */
    @JsonProperty("start")
    START("start"),
    /** OpenAI had it, and was told which reply to go on from. */
    @JsonProperty("chained")
    CHAINED("chained"),
    /** OpenAI did not have it, so that it was sent again, from what is kept here. */
    @JsonProperty("rebuilt")
    REBUILT("rebuilt"),
    /** It was sent again in a batch, where nothing is kept. */
    @JsonProperty("batch")
    BATCH("batch");

    private final String wire;

    Via(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }

    static @Nullable Via of(@Nullable String wire) {
        return wire == null
                ? null
                : Arrays.stream(values())
                        .filter(via -> via.wire.equals(wire))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no turn goes " + wire));
    }
}
