package dev.nightshift.batch;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt carries.
 *
 * @param requests lines in its file; 0 when none of its rows could be used
 * @param inputTokens what they come to, see {@link RequestTokens#input}
 * @param outputTokensLimit the most tokens their replies may have
 * @param costLimit the most that they can cost, in US dollars; null when the price is not known
 */
public record Load(
        int requests, long inputTokens, long outputTokensLimit, @Nullable BigDecimal costLimit) {
    /** Nothing to be sent. */
    public static final Load NONE = new Load(0, 0, 0, BigDecimal.ZERO);

    public Load {
        if (requests < 0 || inputTokens < 0 || outputTokensLimit < 0) {
            throw new IllegalArgumentException(
                    "requests and tokens count from 0: %d, %d in, %d out"
                            .formatted(requests, inputTokens, outputTokensLimit));
        }
    }
}
