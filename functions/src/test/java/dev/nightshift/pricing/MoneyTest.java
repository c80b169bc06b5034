package dev.nightshift.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "0,            $0.00",
        "0.000000025,  $0.000000025",
        "0.000001235,  $0.00000124",
        "0.00099999,   $0.00100",
        "0.009999,     $0.0100",
        "0.0123,       $0.0123",
        "0.5,          $0.5000",
        "0.99996,      $1.0000",
        "1,            $1.00",
        "12.345,       $12.35",
        "'1234567.8',  '$1,234,567.80'",
        "-0.0123,      -$0.0123",
    })
    void amountHasTheDigitsThatTellItApart(BigDecimal dollars, String text) {
        assertThat(Money.format(dollars)).isEqualTo(text);
    }
}
