package dev.nightshift.openai;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the organization's limits for a model, from the headers {@code x-ratelimit-*}.
 * Any is null if not told. Source: OpenAI, Rate limits guide, "Rate limits in headers".
 *
 * @param limitRequests calls per period
 * @param limitTokens tokens per period
 * @param remainingRequests calls left now
 * @param remainingTokens tokens left now
 * @param resetRequests after how long all calls are back
 * @param resetTokens after how long all tokens are back
 */
public record RateLimits(
        @Nullable Long limitRequests,
        @Nullable Long limitTokens,
        @Nullable Long remainingRequests,
        @Nullable Long remainingTokens,
        @Nullable Duration resetRequests,
        @Nullable Duration resetTokens) {
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|[hms])");

    /**
     * Reads what an answer tells.
     *
     * @param header gives the value of a header by its name, null if it is not there
     */
    static RateLimits of(UnaryOperator<@Nullable String> header) {
        return new RateLimits(
                count(header.apply("x-ratelimit-limit-requests")),
                count(header.apply("x-ratelimit-limit-tokens")),
                count(header.apply("x-ratelimit-remaining-requests")),
                count(header.apply("x-ratelimit-remaining-tokens")),
                wait(header.apply("x-ratelimit-reset-requests")),
                wait(header.apply("x-ratelimit-reset-tokens")));
    }

    /**
     * How long an answer that says no more than that the pace was too fast asks to wait: until all
     * is back of what is used up. Null if nothing is, or it does not say when.
     */
    @Nullable Duration untilBack() {
        Duration requests = isUsedUp(remainingRequests) ? resetRequests : null;
        Duration tokens = isUsedUp(remainingTokens) ? resetTokens : null;
        if (requests == null || tokens == null) {
            return requests == null ? tokens : requests;
        }
        return requests.compareTo(tokens) > 0 ? requests : tokens;
    }

    private static boolean isUsedUp(@Nullable Long remaining) {
        return remaining != null && remaining <= 0;
    }

    private static @Nullable Long count(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException notACount) {
            return null;
        }
    }

    /** Reads a length of time as {@code 6m0s} or {@code 20ms}. */
    private static @Nullable Duration wait(@Nullable String text) {
        Matcher part = PART.matcher(text == null ? "" : text.strip());
        Duration sum = null;
        int end = 0;
        while (part.find() && part.start() == end) {
            end = part.end();
            sum = (sum == null ? Duration.ZERO : sum).plus(length(part.group(1), part.group(2)));
        }
        return end == part.regionEnd() ? sum : null;
    }

    private static Duration length(String number, String unit) {
        long nanos =
                switch (unit) {
                    case "h" -> 3_600_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    case "s" -> 1_000_000_000L;
                    default -> 1_000_000L;
                };
        BigDecimal[] parts =
                new BigDecimal(number)
                        .multiply(BigDecimal.valueOf(nanos))
                        .divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
        return Duration.ofSeconds(parts[0].longValue(), parts[1].longValue());
    }
}
