package dev.nightshift.simulator.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a reply that comes with status 200 can still be of no use. The text is its name in settings.
 */
public enum ReplyFault {
    /** The model declines in words. */
    REFUSED("refused"),
    /** Cut short by the content filter. */
    FILTERED("filtered"),
    /** Cut short by the output limit. */
    TRUNCATED("truncated"),
    /** The output limit went to reasoning, so that there is no text at all. */
    INCOMPLETE("incomplete"),
    /** Text that does not fit the schema asked for. */
    MISFIT("misfit"),
    /** Several messages, of which only the last is whole; chat completions cannot show it. */
    SEVERAL_MESSAGES("several-messages");

    private final String wireName;

    ReplyFault(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<ReplyFault> of(String wireName) {
        return Arrays.stream(values()).filter(f -> f.wireName.equals(wireName)).findFirst();
    }
}
