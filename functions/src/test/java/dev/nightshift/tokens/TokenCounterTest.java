package dev.nightshift.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCounterTest {
    private static final TokenCounter COUNTER = TokenCounter.forModel("gpt-5-mini");

    /** Figures of OpenAI's cookbook, "How to count tokens with tiktoken". */
    @ParameterizedTest
    @CsvSource({
        "gpt-4o, antidisestablishmentarianism, 6",
        "gpt-4o, 2 + 2 = 4, 7",
        "gpt-4o, お誕生日おめでとう, 8",
        "gpt-4, antidisestablishmentarianism, 6",
        "gpt-4, 2 + 2 = 4, 7",
        "gpt-4, お誕生日おめでとう, 9",
    })
    void countsAsTheModelDoes(String model, String text, long tokens) {
        assertThat(TokenCounter.forModel(model).count(text)).isEqualTo(tokens);
    }

    @Test
    void textOfASpecialTokenIsOrdinaryText() {
        assertThat(COUNTER.count("<|endoftext|>")).isGreaterThan(1);
    }

    /** However short the pieces are: what is safe to cut at is cut there without a difference. */
    @Property(tries = 2000)
    void piecesHaveAsManyTokensAsTheWhole(
            @ForAll("texts") String text, @ForAll @IntRange(min = 24, max = 200) int longest) {
        Assume.that(isCutWhereItIsSafe(text, longest));
        var inPieces = new TokenCounter(TextEncoding.O200K_BASE, 0, longest);
        var older = new TokenCounter(TextEncoding.CL100K_BASE, 0, longest);

        assertThat(inPieces.count(text))
                .isEqualTo(TextEncoding.O200K_BASE.library().countTokensOrdinary(text));
        assertThat(older.count(text))
                .isEqualTo(TextEncoding.CL100K_BASE.library().countTokensOrdinary(text));
    }

    /** What is not safe to cut at is cut only where the longest piece ends. */
    private static boolean isCutWhereItIsSafe(String text, int longest) {
        var pieces = new Pieces(text, longest);
        for (int from = 0; from < text.length(); from = pieces.end(from)) {
            int to = pieces.end(from);
            if (to < text.length() && to - from >= longest - 1) {
                return false;
            }
        }
        return true;
    }

    @Provide
    Arbitrary<String> texts() {
        return Texts.written();
    }

    @Property
    void boundsHoldTheCount(@ForAll("texts") String text) {
        long tokens = COUNTER.count(text);

        assertThat(TokenCounter.leastTokens(Utf8.length(text))).isLessThanOrEqualTo(tokens);
        assertThat(TokenCounter.mostTokens(text)).isGreaterThanOrEqualTo(tokens);
        assertThat(COUNTER.isWithin(text, tokens)).isTrue();
        assertThat(tokens == 0 || !COUNTER.isWithin(text, tokens - 1)).isTrue();
    }

    @Property
    void whatIsWithinALimitIsSoWithItsMargin(@ForAll @IntRange(max = 2_000_000) int limit) {
        TokenCounter guess = TokenCounter.forModel("gpt-6-luna");

        assertThat(guess.withMargin(guess.within(limit))).isLessThanOrEqualTo(limit);
        assertThat(guess.withMargin(guess.within(limit) + 1)).isGreaterThan(limit);
    }

    @Test
    void marginStandsWhereTheEncodingIsNotKnown() {
        assertThat(TokenCounter.forModel("gpt-6-luna").marginPercent()).isEqualTo(10);
        assertThat(TokenCounter.forModel("somebody/else").marginPercent()).isEqualTo(25);
        assertThat(TokenCounter.forModel("gpt-4.1-mini").marginPercent()).isZero();
    }
}
