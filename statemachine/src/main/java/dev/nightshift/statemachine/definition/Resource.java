package dev.nightshift.statemachine.definition;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a Task calls. */
public sealed interface Resource {
    /** The service integration: function and payload stand in Arguments. */
    String INVOKE = "arn:aws:states:::lambda:invoke";

    /** Likewise: events stand in Arguments. */
    String PUT_EVENTS = "arn:aws:states:::events:putEvents";

    Pattern FUNCTION_ARN =
            Pattern.compile("arn:aws[a-z-]*:lambda:[a-z0-9-]+:\\d{12}:function:[\\w:$-]+");

    /**
     * {@code lambda:invoke}.
     *
     * @param callback whether the task then waits until its token is answered
     */
    record Invoke(boolean callback) implements Resource {}

    /** A function by its ARN: Arguments are the payload, its answer is the bare result. */
    record Function(String arn) implements Resource {}

    /** {@code events:putEvents} of EventBridge. */
    record PutEvents() implements Resource {}

    /** null when the text is no resource that this engine knows. */
    static @Nullable Resource of(String text) {
        return switch (text) {
            case INVOKE -> new Invoke(false);
            case INVOKE + ".waitForTaskToken" -> new Invoke(true);
            case PUT_EVENTS -> new PutEvents();
            default -> FUNCTION_ARN.matcher(text).matches() ? new Function(text) : null;
        };
    }

    default boolean awaitsToken() {
        return this instanceof Invoke(boolean callback) && callback;
    }
}
