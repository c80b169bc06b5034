package dev.nightshift.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.job.Job;
import dev.nightshift.job.Summary;
import java.util.Optional;

/** Reads what jobs came to, without the functions' application context, which takes its time. */
final class Summaries {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private Summaries() {}

    /** What a job came to; empty while it goes on. */
    static Optional<Summary> of(Job job) {
        String text = job.summary();
        if (text == null) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(text);
            // What is empty is not written.
            if (json instanceof ObjectNode summary && !summary.has("tally")) {
                summary.putObject("tally");
            }
            return Optional.of(JSON.treeToValue(json, Summary.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the summary of job " + job.id() + " is damaged", e);
        }
    }
}
