package dev.nightshift.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.nightshift.task.Task;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Checks lines as OpenAI does when it validates a batch: one that is not so sinks the whole file
 * (Batch API guide, and the codes of {@code errors.data} that it answers with).
 */
final class RequestCheck {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private final String url;
    private final String model;
    private final String content;

    RequestCheck(Task task) {
        url = task.endpoint().path();
        model = task.deployment();
        content = task.endpoint().content();
    }

    /** What OpenAI would refuse a line for; null for nothing. */
    @Nullable String problem(byte[] line) {
        try (JsonParser json = JSON.createParser(line, 0, line.length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return "its line is no JSON object";
            }
            String problem = new Reading(new LenientJson(json)).problem();
            return problem == null && json.nextToken() != null
                    ? "its line holds more than one object"
                    : problem;
        } catch (IOException e) {
            return "its line is not JSON";
        }
    }

    /** One line while it is read. */
    private final class Reading {
        private final LenientJson json;
        private @Nullable String customId;
        private @Nullable String method;
        private @Nullable String endpoint;
        private @Nullable String named;
        private boolean hasContent;
        private boolean streams;

        Reading(LenientJson json) {
            this.json = json;
        }

        @Nullable String problem() throws IOException {
            json.fields(
                    name -> {
                        switch (name) {
                            case "custom_id" -> customId = json.text();
                            case "method" -> method = json.text();
                            case "url" -> endpoint = json.text();
                            case "body" -> json.fields(this::body);
                            default -> json.skip();
                        }
                    });
            if (customId == null || CustomId.ordinal(customId).isEmpty()) {
                return "its line has no custom_id of ours";
            }
            if (!"POST".equals(method) || !url.equals(endpoint)) {
                return "its line is not for POST " + url;
            }
            if (!model.equals(named)) {
                return "its line is not for the model " + model;
            }
            if (streams) {
                return "its line asks for a stream";
            }
            return hasContent ? null : "its prompt is empty";
        }

        private void body(String name) throws IOException {
            if (name.equals("model")) {
                named = json.text();
            } else if (name.equals("stream")) {
                streams = "true".equals(json.text());
            } else if (name.equals(content)) {
                hasContent = json.isFilled();
            } else {
                json.skip();
            }
        }
    }
}
