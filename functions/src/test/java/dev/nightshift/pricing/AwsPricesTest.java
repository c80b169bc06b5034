package dev.nightshift.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AwsPricesTest {
    private static final String HEADER = "item,usd,per,source,source_date\n";

    @ParameterizedTest
    @EnumSource
    void everyItemHasItsPriceAndWhoSaidSo(AwsItem item) {
        AwsPrice price = AwsPrices.builtIn().of(item).orElseThrow();

        assertThat(price.usd()).isPositive();
        assertThat(price.source()).contains(".");
    }

    @Test
    void costIsThatOfTheQuantity() throws IOException {
        AwsPrices prices = read("s3-put,0.005,1000,somebody.example,2026-11-21\n");

        AwsPrice price = prices.of(AwsItem.S3_PUT).orElseThrow();
        assertThat(price.cost(new BigDecimal("2500"))).isEqualByComparingTo("0.0125");
        assertThat(prices.of(AwsItem.S3_GET)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3-pot,0.005,1000,x,2026-11-21 | is no item",
                "s3-put,cheap,1000,x,2026-11-21 | \"cheap\" is not a value for usd",
                "s3-put,0.005,,x,2026-11-21 | per is missing",
                "s3-put,0.005,1000,x | the cells must be item,usd",
            })
    void whatIsWrongIsSaidWithItsLine(String line, String told) {
        assertThatExceptionOfType(MalformedPricesException.class)
                .isThrownBy(() -> read(line + "\n"))
                .withMessageStartingWith("mine.csv, line 2: ")
                .withMessageContaining(told);
    }

    private static AwsPrices read(String lines) throws IOException {
        return AwsPrices.read(
                new ByteArrayInputStream((HEADER + lines).getBytes(UTF_8)), "mine.csv");
    }
}
