package dev.nightshift.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.local.function.Triggered;
import dev.nightshift.time.ManualTimeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template's schedules, in a time that is moved. */
class SchedulesTest {
    /** A Thursday. */
    private static final Instant START = Instant.parse("2026-03-12T19:00:00Z");

    @TempDir Path folder;

    private final ManualTimeline timeline = new ManualTimeline(START);

    @BeforeEach
    void forget() {
        Triggered.EVENTS.clear();
    }

    @Test
    void aRateFiresAgainAndAgain() throws Exception {
        try (LocalStack stack = started("Type: Schedule", "Schedule: rate(30 minutes)")) {
            assertThat(stack.description().api()).isNotNull();
            timeline.advance(Duration.ofMinutes(29));
            assertThat(Triggered.EVENTS.poll(200, TimeUnit.MILLISECONDS)).isNull();

            timeline.advance(Duration.ofMinutes(1));
            JsonNode event = next();
            assertThat(event.path("source").asText()).isEqualTo("aws.events");
            assertThat(event.path("detail-type").asText()).isEqualTo("Scheduled Event");
            assertThat(event.path("time").asText()).isEqualTo("2026-03-12T19:30:00Z");
            assertThat(event.path("resources").path(0).asText())
                    .isEqualTo("arn:aws:events:us-east-1:000000000000:rule/EventsFunctionTick");
            assertThat(event.path("detail").isObject()).isTrue();

            timeline.advance(Duration.ofMinutes(30));
            assertThat(next().path("time").asText()).isEqualTo("2026-03-12T20:00:00Z");
        }
        timeline.advance(Duration.ofHours(1));
        assertThat(Triggered.EVENTS).as("after the end").isEmpty();
    }

    @Test
    void aCronFiresByTheCalendar() throws Exception {
        try (LocalStack stack =
                started("Type: ScheduleV2", "ScheduleExpression: cron(15 10 ? * MON-FRI *)")) {
            assertThat(stack.description().api()).isNotNull();
            for (String due : new String[] {"2026-03-13T10:15:00Z", "2026-03-16T10:15:00Z"}) {
                timeline.advance(
                        Duration.between(timeline.instant(), Instant.parse(due).minusSeconds(1)));
                assertThat(Triggered.EVENTS.poll(200, TimeUnit.MILLISECONDS)).isNull();
                timeline.advance(Duration.ofSeconds(1));
                JsonNode event = next();
                assertThat(event.path("time").asText()).isEqualTo(due);
                assertThat(event.path("source").asText()).isEqualTo("aws.scheduler");
            }
        }
    }

    @Test
    void theInputIsWhatTheFunctionIsGiven() throws Exception {
        try (LocalStack stack =
                started(
                        "Type: ScheduleV2",
                        "ScheduleExpression: rate(1 hour)",
                        "Input: '{\"at\": \"<aws.scheduler.scheduled-time>\", \"n\": 1}'")) {
            assertThat(stack.description().api()).isNotNull();
            timeline.advance(Duration.ofHours(1));

            assertThat(next().toString()).isEqualTo("{\"at\":\"2026-03-12T20:00:00Z\",\"n\":1}");
        }
    }

    private LocalStack started(String type, String... properties) throws Exception {
        String events =
                "Tick:\n  " + type + "\n  Properties:\n    " + String.join("\n    ", properties);
        return LocalStack.start(
                StackSettings.of(TestingTemplate.withEvents(folder, events + "\n"))
                        .in(folder.resolve("stack"))
                        .by(timeline));
    }

    private static JsonNode next() throws InterruptedException {
        return Objects.requireNonNull(Triggered.EVENTS.poll(20, TimeUnit.SECONDS), "no event");
    }
}
