package dev.nightshift.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final ObjectMapper json = ObjectMapper.getDefault();

    @Test
    void isAPlainMapOnTheWire() throws IOException {
        var counter = new TallyCounter();
        counter.add(OutcomeKind.SUCCEEDED, null, 297);
        counter.add(OutcomeKind.SKIPPED, "duplicate_id", 3);

        String text = json.writeValueAsString(counter.tally());

        assertThat(text).isEqualTo("{\"succeeded\":297,\"skipped\":3,\"skipped/duplicate_id\":3}");
        assertThat(json.readValue(text, Tally.class)).isEqualTo(counter.tally());
    }

    @Test
    void emptyTallyIsAnEmptyObject() throws IOException {
        assertThat(json.writeValueAsString(Tally.EMPTY)).isEqualTo("{}");
        assertThat(json.readValue("{}", Tally.class)).isEqualTo(Tally.EMPTY);
    }

    @Test
    void kindUnknownToThisVersionCountsAsFailed() {
        Tally tally = Tally.fromMap(Map.of("succeeded", 2L, "postponed", 3L, "postponed/x", 1L));

        assertThat(tally.total()).isEqualTo(5);
        assertThat(tally.codes(OutcomeKind.FAILED)).isEqualTo(Map.of("postponed", 3L));
    }

    @Test
    void countsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tally.fromMap(Map.of("failed", 1L, "failed/x", 2L)))
                .withMessageContaining("The codes of failed exceed its count");
        assertThatIllegalArgumentException().isThrownBy(() -> Tally.fromMap(Map.of("failed", -1L)));
    }

    @Test
    void knowsWhatWasMeantToBeLeftOut() {
        var counter = new TallyCounter();
        counter.add(Outcome.succeeded());
        counter.add(Outcome.filtered("auto_reply"));
        counter.add(Outcome.skipped(SkipReason.DUPLICATE_ID, null));
        counter.add(Outcome.skipped(SkipReason.UNREADABLE_ROW, null));
        counter.add(Outcome.refused(null));

        assertThat(counter.tally().meantToBeLeftOut()).isEqualTo(2);
        assertThat(counter.tally().needingAttention()).isEqualTo(2);
    }

    @Test
    void codesThatAreLongOrOddCountAsOthers() {
        var counter = new TallyCounter();
        String longest = "a".repeat(64);
        for (String code : List.of(longest, longest + "a", "", "two words", "a\nb", "ä")) {
            counter.add(Outcome.failed(code, "why"));
        }

        assertThat(counter.tally().codes(OutcomeKind.FAILED))
                .isEqualTo(Map.of(longest, 1L, "other", 5L));
    }

    @Property
    void nothingIsLostHoweverManyCodesThereAre(
            @ForAll("outcomes") List<Outcome> first, @ForAll("outcomes") List<Outcome> second)
            throws IOException {
        Tally sum = tally(first).plus(tally(second));

        assertThat(sum.total()).isEqualTo(first.size() + second.size());
        assertThat(sum.needingAttention())
                .isEqualTo(needingAttention(first) + needingAttention(second));
        for (OutcomeKind kind : OutcomeKind.values()) {
            assertThat(sum.codes(kind).values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(coded(first, kind) + coded(second, kind));
        }
        assertThat(sum.toMap())
                .hasSizeLessThanOrEqualTo(
                        Tally.MAX_CODES
                                + 2 * OutcomeKind.values().length
                                + SkipReason.values().length);
        assertThat(json.readValue(json.writeValueAsString(sum), Tally.class)).isEqualTo(sum);
    }

    private static Tally tally(List<Outcome> outcomes) {
        var counter = new TallyCounter();
        outcomes.forEach(counter::add);
        return counter.tally();
    }

    private static long needingAttention(List<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome::needsAttention).count();
    }

    private static long coded(List<Outcome> outcomes, OutcomeKind kind) {
        return outcomes.stream().filter(o -> o.kind() == kind && o.code() != null).count();
    }

    @Provide
    Arbitrary<List<Outcome>> outcomes() {
        Arbitrary<String> codes =
                Arbitraries.oneOf(
                        Arbitraries.of(SkipReason.class).map(SkipReason::wire),
                        Arbitraries.of("other", "a/b"),
                        Arbitraries.integers().between(0, 40).map(i -> "code_" + i));
        return Combinators.combine(Arbitraries.of(OutcomeKind.class), codes.injectNull(0.2))
                .as((kind, code) -> new Outcome(kind, code, null))
                .list()
                .ofMaxSize(80);
    }
}
