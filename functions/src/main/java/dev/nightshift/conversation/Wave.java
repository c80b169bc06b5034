package dev.nightshift.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.job.Feed;
import dev.nightshift.job.Job;
import dev.nightshift.storage.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same turn of many conversations, which is a job: {@code wave.json} among its files.
 *
 * @param owner who wants it; null for whoever has the stack
 * @param turn the id of the turn in each of them
 * @param conversations their ids, each once
 */
record Wave(
        @JsonProperty("owner") @Nullable String owner,
        @JsonProperty("script") String script,
        @JsonProperty("model") String model,
        @JsonProperty("kind") String kind,
        @JsonProperty("turn") String turn,
        @JsonProperty("parameters") Map<String, String> parameters,
        @JsonProperty("conversations") List<String> conversations) {
    /** So that all their ids can be read at once. */
    static final int MOST = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    Wave {
        parameters = Map.copyOf(parameters);
        conversations = List.copyOf(conversations);
    }

    static Wave of(Job job, Bucket bucket) throws IOException {
        try (InputStream in = bucket.open(job.files().description(Feed.CONVERSATIONS))) {
            return JSON.readValue(in, Wave.class);
        }
    }

    String json() throws IOException {
        return JSON.writeValueAsString(this);
    }
}
