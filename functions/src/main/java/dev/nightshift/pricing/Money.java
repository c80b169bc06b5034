package dev.nightshift.pricing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** US dollars as people read them. For bills that are added up, use the exact amount. */
public final class Money {
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private Money() {}

    /**
     * The amount in full cents from a dollar up, in hundredths of a cent below, and below a cent
     * with three significant digits: {@code $1,234.50}, {@code $0.0123}, {@code $0.00000123}.
     * Halves are rounded up.
     */
    public static String format(BigDecimal dollars) {
        BigDecimal amount = dollars.abs();
        String text;
        if (amount.signum() == 0) {
            text = "0.00";
        } else if (amount.compareTo(CENT) < 0) {
            text = amount.round(new MathContext(3, RoundingMode.HALF_UP)).toPlainString();
        } else if (amount.compareTo(BigDecimal.ONE) < 0) {
            text = amount.setScale(4, RoundingMode.HALF_UP).toPlainString();
        } else {
            var cents =
                    new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT));
            cents.setRoundingMode(RoundingMode.HALF_UP);
            text = cents.format(amount);
        }
        return (dollars.signum() < 0 ? "-$" : "$") + text;
    }
}
