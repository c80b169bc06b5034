package dev.nightshift.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.budget.OverBudgetException;
import dev.nightshift.openai.OpenAiQuotaException;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An error that the state machine caught.
 *
 * @param error its name: the class of an exception, or one of the States Language's own
 * @param cause what Lambda said of it, for an exception a JSON object with {@code errorMessage};
 *     cut after 4,000 characters; null when nothing was said
 */
@Serdeable
public record Failure(String error, @Nullable String cause) {
    /** OpenAI's code for a batch that its queue has no room for, and ours. */
    static final String TOKEN_LIMIT = "token_limit_exceeded";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether OpenAI took nothing more because it is not paid: the job may go on when it is. */
    boolean isForLackOfQuota() {
        return error.equals(OpenAiQuotaException.class.getName());
    }

    /** Whether it could have cost more than may be spent. */
    boolean isForLackOfMoney() {
        return error.equals(OverBudgetException.class.getName());
    }

    /** Whether the batch is larger than the whole queue at OpenAI: cut again, it may fit. */
    boolean isForTokenLimit() {
        return code().equals(TOKEN_LIMIT);
    }

    /** Whether it kept requests from being sent at all. */
    boolean isBeforeSending() {
        return isForLackOfQuota() || isForLackOfMoney() || isForTokenLimit();
    }

    /** The name as a code: {@code OpenAiQuotaException} is {@code open_ai_quota}. */
    String code() {
        String name = error.substring(error.lastIndexOf('.') + 1).replaceFirst("Exception$", "");
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /** What a person is told, in one line. */
    String message() {
        if (cause == null || cause.isBlank()) {
            return error;
        }
        try {
            return firstLine(JSON.readTree(cause).path("errorMessage").asText(error));
        } catch (JsonProcessingException cutOff) {
            return firstLine(cause);
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
