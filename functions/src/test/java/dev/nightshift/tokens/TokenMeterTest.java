package dev.nightshift.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tokens.TokenMeter.Measure;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TokenMeterTest {
    private static final TokenCounter COUNTER = TokenCounter.forModel("gpt-5-mini");

    private final TokenMeter meter = new TokenMeter(COUNTER, 256 * 1024);

    @Test
    void fewTextsAreCounted() {
        Measure all = measure("One text.").plus(measure("Über 😀 alles."));

        assertThat(all.isCounted()).isTrue();
        assertThat(meter.tokens(all))
                .isEqualTo(COUNTER.count("One text.") + COUNTER.count("Über 😀 alles."))
                .isEqualTo(all.most());
    }

    @Test
    void manyTextsAreMeasuredByASampleOfThem() {
        Measure all = Measure.NOTHING;
        long tokens = 0;
        for (int i = 0; i < 20_000; i++) {
            String text =
                    (i < 10_000 ? "plain English words, no " : "Fußgängerübergänge, Nr. ") + i;
            tokens += COUNTER.count(text.repeat(4));
            all = all.plus(measure(text.repeat(4)));
        }

        assertThat(all.isCounted()).isFalse();
        assertThat(all.most()).isGreaterThan(tokens);
        assertThat(meter.tokens(all)).isCloseTo(tokens, Percentage.withPercentage(5));
    }

    private Measure measure(String text) {
        return meter.measure(text, Utf8.length(text));
    }

    @Test
    void textThatIsTooLongIsMeasuredByItsBeginning() {
        Measure huge = measure("word ".repeat(10_000_000));

        assertThat(meter.tokens(huge)).isCloseTo(10_000_000, Percentage.withPercentage(1));
    }
}
