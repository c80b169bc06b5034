package dev.nightshift.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
    private static final String HEADER =
            "model,from,input,cached_input,output,batch_factor,batch_cached_input,long_over,"
                    + "long_input_factor,long_output_factor,source,source_date\n";

    /** Worked out by hand: tokens times the price per million, in US dollars. */
    @ParameterizedTest
    @CsvSource({
        // 200,000 × 0.05 + 100,000 × 0.25, per million
        "gpt-6-luna,           BATCH,    200000,      0,  100000, 0.035",
        "gpt-6-luna,           REALTIME, 200000,      0,  100000, 0.07",
        "gpt-6-luna,           BATCH,      1234,      0,     567, 0.00020345",
        // 1,000 × 0.10 + 9,000 × 0.01 + 100 × 0.50, per million
        "gpt-6-luna,           REALTIME,  10000,   9000,     100, 0.00024",
        // no cached price in a batch: 10,000 × 0.05 + 100 × 0.25
        "gpt-6-luna,           BATCH,     10000,   9000,     100, 0.000525",
        // 1,000 × 0.5 + 9,000 × 0.025 + 100 × 2.5
        "gpt-6.1-terra,        BATCH,     10000,   9000,     100, 0.000975",
        // no cached price at all: 10,000 × 2 + 100 × 10
        "gpt-6.2-sol,          REALTIME,  10000,   9000,     100, 0.021",
        "gpt-4o-mini,          BATCH,   1000000,      0, 1000000, 0.375",
        "gpt-6-astra,          REALTIME,      1,      0,       1, 0.00006",
        "gpt-6-luna,           BATCH,         0,      0,       0, 0",
    })
    void costsWhatTheTableSays(
            String model, Lane lane, long input, long cached, long output, BigDecimal dollars) {
        assertThat(price(model).cost(new Usage(input, cached, output, 0), lane)).isEqualTo(dollars);
    }

    @ParameterizedTest
    @CsvSource({
        // at the limit: 272,000 × 0.10 + 1,000 × 0.50
        "gpt-6-luna, REALTIME, 272000,      0, 0.0277",
        // beyond it, all of it: 272,001 × 0.20 + 1,000 × 0.75
        "gpt-6-luna, REALTIME, 272001,      0, 0.0551502",
        // half of that
        "gpt-6-luna, BATCH,    272001,      0, 0.0275751",
        // cached input as well: 100,000 × 0.20 + 200,000 × 0.02 + 1,000 × 0.75
        "gpt-6-luna, REALTIME, 300000, 200000, 0.02475",
        // no such rule: 300,000 × 2 + 1,000 × 8
        "gpt-4.1,    REALTIME, 300000,      0, 0.608",
    })
    void longRequestCostsMoreAltogether(
            String model, Lane lane, long input, long cached, BigDecimal dollars) {
        assertThat(price(model).cost(new Usage(input, cached, 1000, 0), lane)).isEqualTo(dollars);
    }

    @Test
    void reasoningIsPaidOnceAsOutput() {
        Price price = price("gpt-6-luna");
        assertThat(price.cost(new Usage(10, 0, 1000, 900), Lane.BATCH))
                .isEqualTo(price.cost(new Usage(10, 0, 1000, 0), Lane.BATCH));
    }

    @Test
    void snapshotCostsWhatItsModelCosts() {
        assertThat(price("gpt-6-luna-2026-09-22")).isEqualTo(price("gpt-6-luna"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-7",
                "gpt-6-luna-preview",
                "GPT-6-LUNA",
                "ft:gpt-6-luna:acme",
                "",
                "-2026-09-22"
            })
    void unknownModelHasNoPrice(String model) {
        assertThat(Prices.builtIn().of(model, TODAY)).isEmpty();
    }

    @Test
    void everyBuiltInPriceSaysWhereItComesFromAndSince() {
        assertThat(Prices.builtIn().all())
                .hasSize(21)
                .allSatisfy(
                        price -> {
                            assertThat(price.source()).isNotBlank();
                            assertThat(price.sourceDate())
                                    .isBetween(LocalDate.parse("2025-07-01"), TODAY);
                        });
    }

    @Test
    void everyBuiltInModelIsHalfPriceInABatch() {
        BigDecimal half = new BigDecimal("0.5");
        assertThat(Prices.builtIn().all())
                .allSatisfy(
                        price -> {
                            assertThat(price.batch().input())
                                    .isEqualByComparingTo(price.realtime().input().multiply(half));
                            assertThat(price.batch().output())
                                    .isEqualByComparingTo(price.realtime().output().multiply(half));
                        });
    }

    @Test
    void cachedPriceInABatchIsKnownOnlyWhereItWasSaid() {
        assertThat(Prices.builtIn().all())
                .filteredOn(price -> price.batch().cachedInput() != null)
                .extracting(Price::model)
                .containsExactly("gpt-6.1-terra");
    }

    @Test
    void priceOfTheDayHolds() throws IOException {
        Prices prices =
                read(
                        """
                        m,2026-03-01,2,,2,0.5,,,,,s,2026-01-01
                        m,,1,,1,0.5,,,,,s,2026-01-01
                        m,2026-06-01,3,,3,0.5,,,,,s,2026-01-01
                        m-2026-04-04,,9,,9,0.5,,,,,s,2026-01-01
                        n,2026-03-01,2,,2,0.5,,,,,s,2026-01-01
                        """);

        assertThat(input(prices, "m", "2026-02-28")).isEqualTo("1");
        assertThat(input(prices, "m", "2026-03-01")).isEqualTo("2");
        assertThat(input(prices, "m", "2030-01-01")).isEqualTo("3");
        assertThat(input(prices, "m-2026-05-05", "2030-01-01")).isEqualTo("3");
        assertThat(input(prices, "m-2026-04-04", "2030-01-01")).isEqualTo("9");
        assertThat(prices.of("n", LocalDate.parse("2026-02-28"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m,,x,,1,0.5,,,,,s,2026-01-01|test.csv, line 2: \"x\" is not a value for input",
                "m,,1,,1,0.5,,,,,s,yesterday|line 2: \"yesterday\" is not a value for source_date",
                "m,,1,,,0.5,,,,,s,2026-01-01|line 2: output is missing",
                ",,1,,1,0.5,,,,,s,2026-01-01|line 2: model is missing",
                "m,,1,,1,0.5,,,,,,2026-01-01|line 2: source is missing",
                "m,,1,,1,0.5,,272000,2,,s,2026-01-01|line 2: long_output_factor is missing",
                "m,,-1,,1,0.5,,,,,s,2026-01-01|line 2: The price of input is below 0: -1",
                "m,,1,,1,0.5,,0,2,2,s,2026-01-01|line 2: A long context begins above 0 tokens: 0",
                "m,,1|test.csv, line 2: 3 cells instead of 12",
                "m,,\"1,,1,0.5,,,,,s,2026-01-01|test.csv, line 2: 3 cells instead of 12",
            })
    void malformedFileIsRefusedWithItsLineAndColumn(String row, String message) {
        assertThatExceptionOfType(MalformedPricesException.class)
                .isThrownBy(() -> read(row))
                .withMessageContaining(message);
    }

    @Test
    void twoPricesOfOneDayAreRefused() {
        String row = "m,,1,,1,0.5,,,,,s,2026-01-01\n";
        assertThatExceptionOfType(MalformedPricesException.class)
                .isThrownBy(() -> read(row + row))
                .withMessage("test.csv: m has two prices from the same day");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "model,input,output\nm,1,1\n", HEADER})
    void fileWithoutTheColumnsOrWithoutPricesIsRefused(String file) {
        var in = new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(MalformedPricesException.class)
                .isThrownBy(() -> Prices.read(in, "test.csv"));
    }

    private static String input(Prices prices, String model, String day) {
        return prices.of(model, LocalDate.parse(day)).orElseThrow().realtime().input().toString();
    }

    private static Prices read(String rows) throws IOException {
        byte[] file = (HEADER + rows).getBytes(StandardCharsets.UTF_8);
        return Prices.read(new ByteArrayInputStream(file), "test.csv");
    }

    private static Price price(String model) {
        return Prices.builtIn().of(model, TODAY).orElseThrow();
    }
}
