package dev.nightshift.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A turn as the API tells it.
 *
 * @param turnId its name within the conversation; the caller's own, or one of ours
 * @param number its place in the conversation, from 1; a turn that is asked again gets a new one
 * @param kind such as {@code question}
 * @param parameters what was said for it, defaults included
 * @param status how far it is
 * @param via how the model knew what was said before; null before it was asked
 * @param job the wave that it waits in, or was answered by; null for a turn asked at once
 * @param prompt what the model was told; left out where {@code omitted} says so
 * @param result the reply of a kind that has a schema; null where there is none that fits
 * @param text the reply in free text, or the model's words where they do not fit; null for none
 * @param omitted whether prompt and reply were left out because the whole conversation would be too
 *     long for one answer; the turn by itself has them
 * @param code why it did not succeed, as a word
 * @param message the same for a person
 * @param costUsd what it cost, in US dollars, exactly
 * @param unpriced replies of a model whose price is not known; they are not in the cost
 * @param uncertain calls that may have been paid without leaving an answer; not in the cost
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record TurnView(
        @Schema(example = "first-question") String turnId,
        int number,
        @Schema(example = "question") String kind,
        Map<String, String> parameters,
        TurnStatus status,
        @Nullable Via via,
        @Nullable String job,
        @Nullable String prompt,
        @Nullable Map<String, @Nullable Object> result,
        @Nullable String text,
        boolean omitted,
        @Nullable String code,
        @Nullable String message,
        TurnTokens tokens,
        @Schema(example = "0.00034") String costUsd,
        long unpriced,
        long uncertain,
        Instant asked,
        @Nullable Instant answered) {}
