package dev.nightshift.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pins what stands in stored results: these texts can never change. */
class WireTextTest {
    @Test
    void kindsOfOutcomeKeepTheirNames() {
        assertThat(OutcomeKind.values())
                .extracting(OutcomeKind::wire)
                .containsExactly(
                        "succeeded",
                        "invalid",
                        "refused",
                        "truncated",
                        "failed",
                        "filtered",
                        "skipped",
                        "cancelled",
                        "unsent");
    }

    @Test
    void reasonsToSkipKeepTheirNames() {
        assertThat(SkipReason.values())
                .extracting(SkipReason::wire)
                .contains("unreadable_row", "duplicate_id", "missing_field");
        assertThat(SkipReason.find("duplicate_id")).contains(SkipReason.DUPLICATE_ID);
        assertThat(SkipReason.find("bad_weather")).isEmpty();
    }

    @Test
    void foreignTextInAMessageIsShortAndOnOneLine() {
        assertThat(Excerpt.of("a\nb\u0000c")).isEqualTo("\"a b c\"");
        assertThat(Excerpt.of("😀".repeat(100))).isEqualTo("\"" + "😀".repeat(60) + "…\"");
    }

    @ParameterizedTest
    @ValueSource(chars = {'"', '\r', '\n', '\0', '\uD83D'})
    void whatCsvNeedsItselfCannotSeparateCells(char delimiter) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InputHints(null, delimiter, null))
                .withMessageStartingWith("Not a delimiter");
    }

    @Test
    void recordHasAPlaceAndAnId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceRecord(-1, 1, "a", Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceRecord(0, 0, "a", Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceRecord(0, 2, " ", Map.of()))
                .withMessage("The record on line 2 has a blank id");
    }
}
