package dev.nightshift.statemachine.definition;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a Task calls. */
public sealed interface Resource {
    /** The service integration: function and payload stand in Arguments. */
    String INVOKE = "arn:aws:states:::lambda:invoke";

    /** Likewise: events stand in Arguments. */
    String PUT_EVENTS = "arn:aws:states:::events:putEvents";

    /** Likewise: the mail stands in Arguments. */
    String SEND_EMAIL = "arn:aws:states:::aws-sdk:sesv2:sendEmail";

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

    /**
     * An action of a service that is no function: Arguments are the request, its answer is the bare
     * result.
     *
     * @param service as the history names it, such as {@code events}
     * @param fields what the request has, all of it and nothing else
     */
    record Service(String arn, String service, String action, List<String> fields)
            implements Resource {}

    /** null when the text is no resource that this engine knows. */
    static @Nullable Resource of(String text) {
        return switch (text) {
            case INVOKE -> new Invoke(false);
            case INVOKE + ".waitForTaskToken" -> new Invoke(true);
            case PUT_EVENTS -> new Service(text, "events", "putEvents", List.of("Entries"));
            case SEND_EMAIL ->
                    new Service(
                            text,
                            "aws-sdk:sesv2",
                            "sendEmail",
                            List.of("FromEmailAddress", "Destination", "Content"));
            default -> FUNCTION_ARN.matcher(text).matches() ? new Function(text) : null;
        };
    }

    default boolean awaitsToken() {
        return this instanceof Invoke(boolean callback) && callback;
    }
}
