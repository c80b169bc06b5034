package dev.nightshift.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A turn of a conversation as the API tells it.
 *
 * @param status {@code waiting}, {@code asking}, or how it ended
 * @param via {@code rebuilt} where OpenAI had to be told again what was said before
 * @param result the reply of a kind that has a schema; null where there is none that fits
 * @param text the reply in free text, or the model's words where they do not fit; null for none
 * @param code why it did not succeed, as a word; null where it did, or goes on
 * @param message the same for people
 */
public record TurnView(
        String turnId,
        String kind,
        Map<String, String> parameters,
        String status,
        @Nullable String via,
        @Nullable JsonNode result,
        @Nullable String text,
        @Nullable String code,
        @Nullable String message,
        TurnTokens tokens,
        BigDecimal costUsd,
        long unpriced,
        long uncertain) {

    public TurnView {
        parameters = Map.copyOf(Objects.requireNonNullElse(parameters, Map.of()));
    }

    public boolean isOver() {
        return !status.equals("waiting") && !status.equals("asking");
    }

    public boolean isAnswered() {
        return status.equals("succeeded");
    }
}
