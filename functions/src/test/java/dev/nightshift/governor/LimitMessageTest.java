package dev.nightshift.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitMessageTest {
    @ParameterizedTest
    @CsvSource({
        "900000, 900000",
        "'2,000,000', 2000000",
        "2.000.000, 2000000",
        "2 000 000, 2000000",
        "2_000_000, 2000000",
        "1, 1",
        "'999,999,999,999,999,999', 999999999999999999"
    })
    void limitIsReadHoweverItsDigitsAreGrouped(String written, long limit) {
        String message =
                "Enqueued token limit reached for gpt-5 in organization org-1. Limit: "
                        + written
                        + " enqueued tokens. Please try again once some in_progress batches have"
                        + " been completed.";

        assertThat(LimitMessage.read(message)).hasValue(limit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Limit: 90,000 tokens",
                "limit: 90000",
                "The limit is 90,000. Try later.",
                "The queue is full (limit of 90,000 enqueued tokens).",
                "LIMIT=90000 ENQUEUED TOKENS"
            })
    void otherWordsAreUnderstood(String message) {
        assertThat(LimitMessage.read(message)).hasValue(90_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Enqueued token limit reached for gpt-5 in organization org-1.",
                "Limit: 2M enqueued tokens",
                "Limit: 1.5M enqueued tokens",
                "Limit: 12,3456 enqueued tokens",
                "Limit: -5 enqueued tokens",
                "Limit: 0 enqueued tokens",
                "Limit: 000 enqueued tokens",
                "Limit: 500 requests",
                "Limit: 9999999999999999999999 enqueued tokens",
                "Limit: 9,999,999,999,999,999,999,999 enqueued tokens",
                "Limit: unknown. 90000 tokens",
                "Unlimited: 90000 tokens"
            })
    void whatIsNoLimitIsNotGuessedAt(String message) {
        assertThat(LimitMessage.read(message)).isEmpty();
    }

    @Property
    void anyLimitIsReadForAnyModel(
            @ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long limit,
            @ForAll @StringLength(max = 50) String model) {
        assertThat(LimitMessage.read("Limit: %,d enqueued tokens for %s".formatted(limit, model)))
                .isEqualTo(OptionalLong.of(limit));
    }

    @Property
    void anyTextIsAnswered(@ForAll @StringLength(max = 5000) String text) {
        LimitMessage.read("Limit: " + text).ifPresent(limit -> assertThat(limit).isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit: ", "limit: 1,111", "limit: 1 ", "1,111,", " "})
    void longRepetitionsAreAnsweredAtOnce(String part) {
        assertThat(LimitMessage.read(part.repeat(1_000_000))).isEmpty();
    }
}
