package dev.nightshift.conversation;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How conversations are held.
 *
 * @param workFunction the name or ARN of the function that asks turns; null only where none is
 *     handed on
 * @param stateMachineArn of the machine that carries waves; null only where none is started
 * @param patience how long a request waits for its answer; 1 s to 28 s, since API Gateway waits 30
 */
@ConfigurationProperties(ConversationSettings.PREFIX)
public record ConversationSettings(
        @Nullable String workFunction,
        @Nullable String stateMachineArn,
        @Bindable(defaultValue = "25s") Duration patience) {
    static final String PREFIX = "nightshift.conversation";

    public ConversationSettings {
        if (patience.compareTo(Duration.ofSeconds(1)) < 0
                || patience.compareTo(Duration.ofSeconds(28)) > 0) {
            throw new IllegalArgumentException(
                    PREFIX + ".patience must be 1 to 28 seconds, was " + patience);
        }
    }

    String requireWorkFunction() {
        return required("work-function", workFunction);
    }

    String requireStateMachineArn() {
        return required("state-machine-arn", stateMachineArn);
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(PREFIX + "." + name + " is not set");
        }
        return value;
    }
}
