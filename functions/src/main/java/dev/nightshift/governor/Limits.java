package dev.nightshift.governor;

import java.time.Instant;
import java.util.Map;

/** The limits of models: what is configured and what OpenAI told. */
final class Limits {
    private final Queue queue;
    private final GovernorSettings settings;
    private final Map<String, Long> configured;

    Limits(Queue queue, GovernorSettings settings) {
        this.queue = queue;
        this.settings = settings;
        this.configured = settings.limits();
    }

    Limit of(String model, Instant now) {
        return Limit.of(queue.limit(model), configured.get(model), settings, now);
    }
}
