package dev.nightshift.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.LineReader;
import dev.nightshift.job.Job;
import dev.nightshift.storage.Bucket;
import dev.nightshift.task.OutputSchema;
import dev.nightshift.task.Replies.ResultGroup;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the results of neighbouring records that belong together as one JSON object, in one pass
 * over {@code results.jsonl}; a line for each group.
 *
 * <pre>
 * {"task":"visual_research@1","job":"20261121-k7q2x4fm6azt","total":3,"finished_at":"2026-11-21T…","groups":[
 * {"section":"hero","section_title":"Start","results":{"design":{"outcome":"succeeded","response":…,
 *  "usage":{…},"model":"gpt-6-luna","cost_usd":"0.0001"}}}
 * ]}
 * </pre>
 *
 * A name that a group has already is followed by the record's ordinal. A group of more than {@value
 * #MOST_RESULTS} results goes on in another of the same head, so that memory does not grow.
 */
final class GroupedResults {
    private static final int MOST_RESULTS = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> COPIED =
            List.of("code", "message", "text", "warnings", "attempts", "usage");

    private final Job job;
    private final ResultGroup group;
    private final JsonGenerator json;
    private final Set<String> names = new HashSet<>();
    private String current = "";
    private boolean isOpen;

    private GroupedResults(Job job, ResultGroup group, JsonGenerator json) {
        this.job = job;
        this.group = group;
        this.json = json;
    }

    /** Writes the file of a job whose results are joined. */
    static void write(Bucket bucket, Job job, ResultGroup group, Instant finished)
            throws IOException {
        try (var out = bucket.create(job.files().grouped());
                var lines = new LineReader(bucket.open(job.files().results("jsonl")));
                var json =
                        JSON.createGenerator(out)
                                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            new GroupedResults(job, group, json).write(lines, finished);
            json.flush();
            out.commit();
        }
    }

    private void write(LineReader lines, Instant finished) throws IOException {
        json.writeStartObject();
        json.writeStringField("task", job.task());
        json.writeStringField("job", job.id().value());
        json.writeNumberField("total", job.rows());
        json.writeStringField("finished_at", finished.toString());
        json.writeArrayFieldStart("groups");
        while (lines.next()) {
            add(JSON.readTree(lines.buffer(), lines.start(), lines.length()));
        }
        end();
        json.writeRaw('\n');
        json.writeEndArray();
        json.writeEndObject();
    }

    private void add(JsonNode result) throws IOException {
        JsonNode fields = result.path("fields");
        String by = fields.path(group.by()).asText();
        if (!isOpen || !by.equals(current) || names.size() == MOST_RESULTS) {
            end();
            begin(by, fields);
        }
        json.writeObjectFieldStart(name(result, fields.path(group.key()).asText()));
        json.writeStringField("outcome", result.path("outcome").asText());
        if (result.has("result")) {
            json.writeObjectField("response", response(result.path("result")));
        }
        for (String copied : COPIED) {
            if (result.has(copied)) {
                json.writeObjectField(copied, result.get(copied));
            }
        }
        json.writeStringField("model", job.model());
        if (result.has("cost_usd")) {
            json.writeStringField("cost_usd", result.path("cost_usd").asText());
        }
        json.writeEndObject();
    }

    private String name(JsonNode result, String key) {
        String name = key.isBlank() ? result.path("id").asText() : key;
        if (!names.add(name)) {
            name = name + "_" + result.path("ordinal").asText();
            names.add(name);
        }
        return name;
    }

    /** A reply; one in free text is its text. */
    private static JsonNode response(JsonNode reply) {
        JsonNode text = reply.path(OutputSchema.FREE_TEXT);
        return reply.size() == 1 && text.isTextual() ? text : reply;
    }

    private void begin(String by, JsonNode fields) throws IOException {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeStringField(group.by(), by);
        for (String field : group.fields()) {
            json.writeStringField(field, fields.path(field).asText());
        }
        json.writeObjectFieldStart("results");
        current = by;
        isOpen = true;
    }

    private void end() throws IOException {
        if (isOpen) {
            json.writeEndObject();
            json.writeEndObject();
            names.clear();
            isOpen = false;
        }
    }
}
