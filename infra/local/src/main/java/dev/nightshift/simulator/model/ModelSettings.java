package dev.nightshift.simulator.model;

import dev.nightshift.simulator.chance.Chance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the simulated models are like.
 *
 * @param names models that exist; dated versions of them exist too
 * @param replyBytes how long replies are made, as far as their form allows; 0 for as they come
 * @param reasoningTokens about how many are thought at medium effort
 * @param latency of one direct call
 * @param requestsPerMinute direct calls per model; beyond it they are refused with 429
 * @param tokensPerMinute of direct calls per model, likewise
 * @param faults how often a reply is of no use, by kind, 0 to 1
 */
public record ModelSettings(
        List<String> names,
        int replyBytes,
        int reasoningTokens,
        Duration latency,
        int requestsPerMinute,
        int tokensPerMinute,
        Map<ReplyFault, Double> faults) {

    public static final List<String> KNOWN =
            List.of(
                    "gpt-6.2-astra",
                    "gpt-6.2-sol",
                    "gpt-6.1-terra",
                    "gpt-6.1-sol",
                    "gpt-6-sol",
                    "gpt-6-luna",
                    "gpt-6-astra",
                    "gpt-5.6-sol",
                    "gpt-5.6-terra",
                    "gpt-5.6-luna",
                    "gpt-5.5",
                    "gpt-5.4",
                    "gpt-5.4-mini",
                    "gpt-5.4-nano",
                    "gpt-5",
                    "gpt-5-mini",
                    "gpt-5-nano",
                    "gpt-4.1",
                    "gpt-4.1-mini",
                    "gpt-4o",
                    "gpt-4o-mini");

    public static final ModelSettings STANDARD =
            new ModelSettings(KNOWN, 0, 64, Duration.ofMillis(200), 5_000, 2_000_000, Map.of());

    public ModelSettings {
        names = List.copyOf(names);
        faults = Map.copyOf(faults);
        if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("models need names, were " + names);
        }
        if (replyBytes < 0 || reasoningTokens < 0 || latency.isNegative()) {
            throw new IllegalArgumentException(
                    "bytes, tokens and latency are not below 0, were %d, %d, %s"
                            .formatted(replyBytes, reasoningTokens, latency));
        }
        if (requestsPerMinute < 1 || tokensPerMinute < 1) {
            throw new IllegalArgumentException(
                    "a model takes at least 1 request and 1 token a minute, were %d and %d"
                            .formatted(requestsPerMinute, tokensPerMinute));
        }
        for (double rate : faults.values()) {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("a rate is 0 to 1, was " + rate);
            }
        }
    }

    /** Whether there is such a model. */
    public boolean knows(String model) {
        return names.contains(model)
                || names.contains(model.replaceFirst("-\\d{4}-\\d{2}-\\d{2}$", ""));
    }

    /** What goes wrong with the reply on this occasion; empty for nothing. */
    public Optional<ReplyFault> fault(Chance chance, long occasion) {
        for (ReplyFault fault : ReplyFault.values()) {
            double rate = faults.getOrDefault(fault, 0.0);
            if (chance.happens(rate, fault.wireName(), occasion)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
