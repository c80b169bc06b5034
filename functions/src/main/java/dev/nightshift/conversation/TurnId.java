package dev.nightshift.conversation;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** A turn's name within its conversation: the caller's own, or one of ours. */
record TurnId(String value) {
    static final String SHAPE = "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$";
    private static final Pattern PATTERN = Pattern.compile(SHAPE);

    TurnId {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a turn id is 1 to 64 letters, digits, _ and -, and begins with none of these two");
        }
    }

    static TurnId create() {
        return new TurnId(UUID.randomUUID().toString());
    }

    /** The turn by which a workflow asks a kind. */
    static TurnId ofWorkflow(String kind) {
        return new TurnId("complete-" + kind);
    }

    /** The id that a text is; empty when it is none. */
    static Optional<TurnId> find(String text) {
        return PATTERN.matcher(text).matches() ? Optional.of(new TurnId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
