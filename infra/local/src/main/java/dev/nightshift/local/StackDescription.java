package dev.nightshift.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.net.URI;
import java.time.Instant;

/**
 * Where a running stack is found and what is in it.
 *
 * @param since when it was started
 * @param api the HTTP API, which tells this description at its root
 * @param cloud Step Functions and the invocation of functions
 * @param openAi the address that the functions ask, with its version
 * @param openAiSimulated whether nothing is spent there
 * @param retentionDays days after which rows expire, at least 1
 */
public record StackDescription(
        long pid,
        Instant since,
        URI api,
        URI s3,
        URI dynamoDb,
        URI cloud,
        URI openAi,
        boolean openAiSimulated,
        String region,
        String bucket,
        String table,
        String stateMachineArn,
        int retentionDays) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    public StackDescription {
        if (retentionDays < 1) {
            throw new IllegalArgumentException(
                    "rows must be kept for at least 1 day, not " + retentionDays);
        }
    }

    /** The description as a JSON object. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static StackDescription fromJson(String json) {
        try {
            return JSON.readValue(json, StackDescription.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the description of a stack", e);
        }
    }
}
