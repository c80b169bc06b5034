package dev.nightshift.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPricesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final Usage USAGE = new Usage(10_000, 9_000, 100, 0);

    @ParameterizedTest
    @CsvSource({
        // 1,000 × 0.15 + 9,000 × 0.075 + 100 × 0.60, per million
        "my-model=0.15/0.075/0.60, REALTIME, 0.000885",
        // half of that
        "my-model=0.15/0.075/0.60, BATCH, 0.0004425",
        // 1,000 × 0.1 + 9,000 × 0.05 + 100 × 0.5
        "my-model=0.15/0.075/0.60/0.1/0.05/0.5, BATCH, 0.0006",
        "my-model=0.15/0.075/0.60/0.1/0.05/0.5, REALTIME, 0.000885",
        "my-model=0/0/0, REALTIME, 0",
    })
    void costsWhatTheUserSays(String said, Lane lane, BigDecimal dollars) {
        Price price = OwnPrices.parse(said).getFirst();

        assertThat(price.model()).isEqualTo("my-model");
        assertThat(price.cost(USAGE, lane)).isEqualTo(dollars);
    }

    @Test
    void standsInPlaceOfAllThatTheTableHasForTheModel() {
        Prices table = Prices.builtIn();
        Prices prices = table.with(OwnPrices.parse("gpt-6-luna=1/0.5/4,meta/llama:8b=2/1/8"));

        assertThat(input(prices, "gpt-6-luna", TODAY)).isEqualTo("1");
        assertThat(input(prices, "gpt-6-luna-2026-09-22", LocalDate.MIN)).isEqualTo("1");
        assertThat(input(prices, "meta/llama:8b", TODAY)).isEqualTo("2");
        assertThat(prices.of("gpt-4.1", TODAY)).isEqualTo(table.of("gpt-4.1", TODAY));
        assertThat(prices.all()).hasSize(table.all().size() + 1);
        assertThat(table.with(List.of()).all()).isEqualTo(table.all());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m",
                "m=",
                "=1/2/3",
                "m=1",
                "m=1/2",
                "m=1/2/3/4",
                "m=1/2/3/4/5/6/7",
                "m=-1/2/3",
                "m=1e9/2/3",
                "m=1./2/3",
                "m=1//3",
                "m=$1/2/3",
                "m=1/2/3,",
                "m=1/2/3, n=1/2/3",
                "m=1/2/3;n=1/2/3",
                "m=1000000000/2/3",
                "m=1/2/3,m=4/5/6",
            })
    void whatCannotBeReadIsRefusedByName(String said) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new PricingSettings(said))
                .withMessageMatching(
                        "nightshift\\.pricing\\.models: ('.*' is no price; .*|m has two prices)");
    }

    private static String input(Prices prices, String model, LocalDate day) {
        return prices.of(model, day).orElseThrow().realtime().input().toString();
    }
}
