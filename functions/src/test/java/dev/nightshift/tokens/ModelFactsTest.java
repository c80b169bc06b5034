package dev.nightshift.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFactsTest {
    @ParameterizedTest
    @CsvSource({
        "gpt-6-luna, gpt-6-luna",
        "gpt-6-luna-2026-09-22, gpt-6-luna",
        "gpt-6.9-nova, gpt-6",
        "gpt-5.4-mini-2026-03-17, gpt-5.4-mini",
        "gpt-5.1, gpt-5",
        "gpt-4o-mini, gpt-4o",
        "gpt-4-turbo, gpt-4",
    })
    void isFoundByTheLongestBeginning(String model, String row) {
        assertThat(ModelFacts.of(model).model()).isEqualTo(row);
    }

    @Test
    void inputIsBoundedByItselfAndByWhatTheReplyLeavesOfTheContext() {
        assertThat(ModelFacts.of("gpt-6-luna").inputLimit(400)).hasValue(922_000L);
        assertThat(ModelFacts.of("gpt-4o").inputLimit(16_000)).hasValue(112_000L);
        assertThat(ModelFacts.of("gpt-4o").inputLimit(500_000)).hasValue(0L);
        assertThat(ModelFacts.of("nobody-knows-it").inputLimit(1)).isEqualTo(Optional.empty());
    }
}
