package dev.nightshift.local.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.local.template.Place;
import dev.nightshift.statemachine.lambda.LambdaResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The event buses, as state machines reach them. Nobody listens here: what is told is a line of a
 * file, in the words in which EventBridge hands <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html">events</a>
 * over, with the bus before them.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">
 *     PutEvents</a>
 */
public final class EventBuses {
    private static final int MOST_ENTRIES = 10;
    private static final int LARGEST = 1_048_576;
    private static final String BUS = "[/.\\-_A-Za-z0-9]{1,256}|arn:.+:event-bus/.+";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final InstantSource clock;
    private final Place place;

    public EventBuses(Path file, InstantSource clock, Place place) {
        this.file = file;
        this.clock = clock;
        this.place = place;
    }

    /**
     * Puts events, all that are none left out; where one is, Step Functions fails the task.
     *
     * @param request of PutEvents, but that a detail may be an object
     */
    public synchronized LambdaResult put(byte[] request) {
        try {
            JsonNode entries = JSON.readTree(request).path("Entries");
            if (entries.isEmpty() || entries.size() > MOST_ENTRIES || request.length > LARGEST) {
                return failed(
                        "ValidationException",
                        "a call has 1 to %d entries of %d bytes together"
                                .formatted(MOST_ENTRIES, LARGEST));
            }
            ObjectNode answer = JSON.createObjectNode();
            ArrayNode put = answer.putArray("Entries");
            int failures = 0;
            for (JsonNode entry : entries) {
                String wrong = wrong(entry);
                if (wrong == null) {
                    put.addObject().put("EventId", note(entry));
                } else {
                    failures++;
                    put.addObject().put("ErrorCode", "InvalidArgument").put("ErrorMessage", wrong);
                }
            }
            answer.put("FailedEntryCount", failures);
            return failures > 0
                    ? failed("FailedEntry", answer.toString())
                    : new LambdaResult.Success(answer.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return failed("InternalException", e.toString());
        }
    }

    /** What EventBridge has against an event; null for nothing. */
    private static @Nullable String wrong(JsonNode entry) {
        for (String name : new String[] {"Source", "DetailType"}) {
            if (entry.path(name).asText().isBlank()) {
                return "Parameter %s is not valid. Reason: %s is a required argument."
                        .formatted(name, name);
            }
        }
        if (entry.path("Source").asText().startsWith("aws.")) {
            return "Not authorized for the source.";
        }
        if (!entry.path("EventBusName").asText("default").matches(BUS)) {
            return "Parameter EventBusName is not valid.";
        }
        return detail(entry).isObject() ? null : "Detail is malformed.";
    }

    private static JsonNode detail(JsonNode entry) {
        JsonNode detail = entry.path("Detail");
        try {
            return detail.isTextual() ? JSON.readTree(detail.asText()) : detail;
        } catch (JsonProcessingException malformed) {
            return detail;
        }
    }

    /** Writes an event down; its id. */
    private String note(JsonNode entry) throws IOException {
        String id = UUID.randomUUID().toString();
        ObjectNode event = JSON.createObjectNode();
        event.put("event-bus", entry.path("EventBusName").asText("default"))
                .put("version", "0")
                .put("id", id)
                .put("detail-type", entry.path("DetailType").asText())
                .put("source", entry.path("Source").asText())
                .put("account", place.account())
                .put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", place.region())
                .putArray("resources");
        event.set("detail", detail(entry));
        Files.writeString(file, event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return id;
    }

    private static LambdaResult failed(String error, String cause) {
        return new LambdaResult.ServiceError("EventBridge." + error, cause);
    }
}
