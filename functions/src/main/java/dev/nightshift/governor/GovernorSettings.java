package dev.nightshift.governor;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How many tokens may be enqueued at OpenAI, and how those wait for which there is no room.
 *
 * @param enqueuedTokens the limits of models, as {@code gpt-6-luna=2000000,gpt-5=900000}; a model
 *     that is not named has none until OpenAI tells one; blank for no limits
 * @param agedAfter how long a claim waits until no younger one may pass it
 * @param learnedFor how long a limit holds that OpenAI told, as it may have been raised since
 * @param closedFor how long nobody is admitted after OpenAI had less room than we counted
 * @param sweptEvery how often at most those who wait look for reservations that nobody needs
 */
@ConfigurationProperties(GovernorSettings.PREFIX)
public record GovernorSettings(
        @Bindable(defaultValue = "") String enqueuedTokens,
        @Bindable(defaultValue = "1h") Duration agedAfter,
        @Bindable(defaultValue = "24h") Duration learnedFor,
        @Bindable(defaultValue = "10m") Duration closedFor,
        @Bindable(defaultValue = "5m") Duration sweptEvery) {
    static final String PREFIX = "nightshift.governor";

    private static final Pattern LIMIT =
            Pattern.compile("\\s*([^\\s=]{1,200})\\s*=\\s*([1-9]\\d{0,14})\\s*");

    public GovernorSettings {
        parse(enqueuedTokens);
        requirePositive("aged-after", agedAfter);
        requirePositive("learned-for", learnedFor);
        requirePositive("closed-for", closedFor);
        requirePositive("swept-every", sweptEvery);
    }

    /** The limits by model, each at least 1. */
    public Map<String, Long> limits() {
        return parse(enqueuedTokens);
    }

    private static Map<String, Long> parse(String text) {
        Map<String, Long> limits = new HashMap<>();
        if (text.isBlank()) {
            return limits;
        }
        for (String limit : text.split(",", -1)) {
            var parts = LIMIT.matcher(limit);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        PREFIX
                                + ".enqueued-tokens must be of the form MODEL=TOKENS,MODEL=TOKENS"
                                + " with 1 to 15 digits each: '"
                                + limit.strip()
                                + "'");
            }
            if (limits.put(parts.group(1), Long.valueOf(parts.group(2))) != null) {
                throw new IllegalArgumentException(
                        PREFIX + ".enqueued-tokens names " + parts.group(1) + " twice");
            }
        }
        return limits;
    }

    private static void requirePositive(String name, Duration length) {
        if (!length.isPositive()) {
            throw new IllegalArgumentException(
                    PREFIX + "." + name + " must be positive: " + length);
        }
    }
}
