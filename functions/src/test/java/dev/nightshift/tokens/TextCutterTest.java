package dev.nightshift.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.nightshift.tokens.Shortened.Cut;
import dev.nightshift.tokens.Shortened.Ending;
import dev.nightshift.tokens.Shortened.Whole;
import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextCutterTest {
    private static final TokenCounter COUNTER = TokenCounter.forModel("gpt-5-mini");
    private static final TextCutter CUTTER = new TextCutter(COUNTER);

    @Provide
    Arbitrary<String> texts() {
        return Texts.any();
    }

    @Provide
    Arbitrary<String> written() {
        return Texts.written();
    }

    @Property(tries = 2000)
    void cutIsABeginningWithinTheLimit(
            @ForAll("texts") String text, @ForAll @IntRange(max = 80) int limit) {
        switch (CUTTER.cut(text, limit)) {
            case Whole(var left) -> {
                assertThat(left).isEqualTo(text);
                assertThat(COUNTER.count(text)).isLessThanOrEqualTo(limit);
            }
            case Cut cut -> {
                assertThat(text).startsWith(cut.text());
                assertThat(cut.text().length()).isLessThan(text.length());
                assertThat(cut.kept()).isEqualTo(COUNTER.count(cut.text()));
                assertThat(cut.kept()).isLessThanOrEqualTo(limit);
                assertThat(cut.before()).isEqualTo(COUNTER.count(text)).isGreaterThan(limit);
                assertThat(cut.isBeforeCounted()).isTrue();
            }
        }
    }

    @Property(tries = 2000)
    void cutTextIsNotCutAgain(@ForAll("texts") String text, @ForAll @IntRange(max = 80) int limit) {
        String once = CUTTER.cut(text, limit).text();

        assertThat(CUTTER.cut(once, limit)).isEqualTo(new Whole(once));
    }

    @Property(tries = 2000)
    void noClusterIsTorn(@ForAll("written") String text, @ForAll @IntRange(max = 80) int limit) {
        int end = CUTTER.cut(text, limit).text().length();

        var clusters = Pattern.compile("\\X").matcher(text);
        int at = 0;
        while (at < end && clusters.find()) {
            at = clusters.end();
        }
        assertThat(at).isEqualTo(end);
    }

    @Property(tries = 500)
    void whatIsLeftIsHalfOfWhatFitsAtLeast(@ForAll @IntRange(min = 20, max = 400) int limit) {
        String text = "One word follows another, and then. ".repeat(100);
        String left = CUTTER.cut(text, limit).text();

        assertThat(COUNTER.count(left)).isGreaterThan(limit / 2);
    }

    @Test
    void endIsThatOfAParagraphWhenOneIsNear() {
        String first = "One sentence. Another sentence.\n\nA second paragraph, of many words more.";
        String text = first + "\n \n" + "A third one follows. It goes on.";

        assertThat(cut(text, COUNTER.count(first) + 4))
                .returns(first, Cut::text)
                .returns(Ending.PARAGRAPH, Cut::ending);
        assertThat(cut(text, COUNTER.count(first)))
                .returns(first, Cut::text)
                .returns(Ending.PARAGRAPH, Cut::ending);
    }

    @Test
    void endIsThatOfASentenceOrALineWhenNoParagraphIsNear() {
        String text = "Dr Who. He came to us in May, or so it seems. And then he went away again.";
        assertThat(cut(text, COUNTER.count(text) - 4))
                .returns("Dr Who. He came to us in May, or so it seems.", Cut::text)
                .returns(Ending.SENTENCE, Cut::ending);

        String list = "- Java, ten years and more\n- Kotlin, two years\n- Go, a few weeks only";
        assertThat(cut(list, COUNTER.count(list) - 3))
                .returns("- Java, ten years and more\n- Kotlin, two years", Cut::text)
                .returns(Ending.SENTENCE, Cut::ending);
    }

    @Test
    void endIsThatOfAWordWhenNoSentenceIsNear() {
        String text = "antidisestablishmentarianism ".repeat(3).strip();

        assertThat(cut(text, COUNTER.count(text) - 1))
                .returns("antidisestablishmentarianism antidisestablishmentarianism", Cut::text)
                .returns(Ending.WORD, Cut::ending);
    }

    @Test
    void endIsThatOfACharacterWhenThereAreNoWords() {
        assertThat(cut("a".repeat(9_999), 25)).returns(Ending.CHARACTER, Cut::ending);
        assertThat(cut("👩‍👩‍👧".repeat(10), 25).text()).matches("(👩‍👩‍👧)+");
        assertThat(cut("🇩🇪".repeat(999), 100).text()).matches("(🇩🇪)+");
    }

    @Test
    void nothingIsLeftWhereNothingFits() {
        assertThat(cut("word", 0).text()).isEmpty();
        assertThat(cut("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 1).text()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> CUTTER.cut("", -1));
    }

    /** A text of a hundred million characters, of the kinds that tokenizers are slow with. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", " ", "\n", "漢", "😀", "\u0301", "!", ".", "A", "🇩🇪", "1", "a'", "Ω. "
            })
    void hugeTextsTakeNoLonger(String unit) {
        String text = unit.repeat(100_000_000 / unit.length());

        Cut cut = assertTimeout(Duration.ofMinutes(3), () -> (Cut) CUTTER.cut(text, 20_000));

        assertThat(cut.kept()).isLessThanOrEqualTo(20_000);
        assertThat(cut.isBeforeCounted()).isFalse();
        assertThat(cut.before()).isGreaterThan(500_000);
    }

    private static Cut cut(String text, long limit) {
        return (Cut) CUTTER.cut(text, limit);
    }
}
