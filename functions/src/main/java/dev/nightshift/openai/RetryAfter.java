package dev.nightshift.openai;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How long the server asks to wait: {@code retry-after-ms}, or {@code retry-after} in seconds or as
 * a date. The date is measured from the answer's own {@code date}, so that clocks need not agree.
 */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(366);

    private RetryAfter() {}

    /** The wait asked for, never negative; null if none is, or none that can be read. */
    static @Nullable Duration read(UnaryOperator<@Nullable String> header, Instant now) {
        Duration told = number(header.apply("retry-after-ms"), 6);
        if (told != null) {
            return told;
        }
        String text = header.apply("retry-after");
        told = number(text, 9);
        if (told != null) {
            return told;
        }
        Instant due = date(text);
        if (due == null) {
            return null;
        }
        Instant sent = date(header.apply("date"));
        return clamp(Duration.between(sent == null ? now : sent, due));
    }

    /** A decimal number whose unit is ten to the {@code power} nanoseconds. */
    private static @Nullable Duration number(@Nullable String text, int power) {
        if (text == null || text.length() > 30) {
            return null;
        }
        try {
            BigDecimal nanos = new BigDecimal(text.strip()).scaleByPowerOfTen(power);
            if (nanos.signum() < 0) {
                return null;
            }
            BigDecimal longest = BigDecimal.valueOf(LONGEST.toNanos());
            return Duration.ofNanos(nanos.min(longest).longValue());
        } catch (ArithmeticException | NumberFormatException notANumber) {
            return null;
        }
    }

    private static @Nullable Instant date(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static Duration clamp(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
