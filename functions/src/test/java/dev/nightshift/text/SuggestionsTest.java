package dev.nightshift.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    @ParameterizedTest
    @CsvSource({
        "titel, title",
        "Instrutions, instructions",
        "tempratur, temperature",
        "prompts, prompt",
        "text, ",
        "titles and more, "
    })
    void aNearNameIsMeant(String typed, String meant) {
        assertThat(
                        Suggestions.nearest(
                                typed, List.of("title", "instructions", "temperature", "prompt")))
                .isEqualTo(Optional.ofNullable(meant));
    }

    @Test
    void namesThatNobodyTypesAreNotCompared() {
        String name = "x".repeat(10_000_000);

        assertThat(Suggestions.nearest(name, List.of(name + "y"))).isEmpty();
    }
}
