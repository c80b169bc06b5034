package dev.nightshift.local.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * A schedule by which a function runs.
 *
 * @param function its logical id
 * @param name its own name within the account
 * @param input JSON that the function is given; without it the function is told of the schedule
 */
public record Schedule(
        String function,
        String name,
        Service service,
        Recurrence recurrence,
        Optional<String> input) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public Schedule {
        input.ifPresent(Schedule::requireJson);
    }

    private static void requireJson(String text) {
        try {
            JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Input is no JSON", e);
        }
    }

    /** Who fires it. */
    public enum Service {
        /** A rule of EventBridge: SAM's event type Schedule. */
        EVENTS("aws.events", "events", "rule/"),
        /** EventBridge Scheduler: SAM's event type ScheduleV2. */
        SCHEDULER("aws.scheduler", "scheduler", "schedule/default/");

        private final String source;
        private final String service;
        private final String resource;

        Service(String source, String service, String resource) {
            this.source = source;
            this.service = service;
            this.resource = resource;
        }

        /** What its events name as their source. */
        public String source() {
            return source;
        }

        /** The ARN of a schedule. */
        public String arn(Place place, String name) {
            return place.arn(service, resource + name);
        }
    }
}
