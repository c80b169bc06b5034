package dev.nightshift.simulator.webhook;

import java.time.Duration;

/**
 * What goes wrong with events.
 *
 * @param lost share of events that are never delivered
 * @param doubled share of deliveries that come twice, under the same id
 * @param delay between what happened and its first delivery
 */
public record WebhookFaults(double lost, double doubled, Duration delay) {
    public static final WebhookFaults NONE = new WebhookFaults(0, 0, Duration.ZERO);

    public WebhookFaults {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a time is not below 0, was " + delay);
        }
    }
}
