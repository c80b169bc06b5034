package dev.nightshift.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.LineReader;
import dev.nightshift.conversation.StartConversation.Subject;
import dev.nightshift.http.Caller;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.record.Origin;
import dev.nightshift.storage.Bucket;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Finds a record of a job, and what the job found out about it, in the job's results. */
@Singleton
final class JobRecord {
    /** So long a request may search; results of some 100,000 records are read in it. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int LOOK_AT_CLOCK = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jobs jobs;
    private final Bucket bucket;
    private final InstantSource clock;

    JobRecord(Jobs jobs, Bucket bucket, InstantSource clock) {
        this.jobs = jobs;
        this.bucket = bucket;
        this.clock = clock;
    }

    /** What came of the search. */
    sealed interface Found {
        record Here(Subject subject) implements Found {}

        /** There is none; {@code why} says so in a sentence. */
        record None(String why) implements Found {}
    }

    /**
     * Finds a record.
     *
     * @param id of the record; null to go by {@code row}
     * @param row which row of the input, from 1
     */
    Found find(JobId jobId, Caller caller, @Nullable String id, long row) throws IOException {
        Optional<Job> job = jobs.find(jobId).filter(one -> caller.sees(one.owner()));
        if (job.isEmpty()) {
            return new Found.None("There is no job " + jobId + ".");
        }
        String key = job.get().files().results("jsonl");
        OptionalLong size = bucket.size(key);
        if (size.isEmpty() || size.getAsLong() == 0) {
            return new Found.None("Job %s has no results yet.".formatted(jobId));
        }
        Instant end = clock.instant().plus(PATIENCE);
        try (var lines = new LineReader(bucket.open(key))) {
            for (long at = 1; lines.next(); at++) {
                if (id == null && at < row) {
                    continue;
                }
                if (at % LOOK_AT_CLOCK == 0 && clock.instant().isAfter(end)) {
                    return new Found.None("The job is too large to search; name the row.");
                }
                JsonNode line = JSON.readTree(lines.buffer(), lines.start(), lines.length());
                if (id == null || id.equals(line.path("id").textValue())) {
                    return new Found.Here(subject(jobId, caller, line));
                }
            }
        }
        return new Found.None(
                id == null
                        ? "Job %s has fewer rows than %d.".formatted(jobId, row)
                        : "Job %s has no record with this id.".formatted(jobId));
    }

    private static Subject subject(JobId job, Caller caller, JsonNode line) {
        Map<String, String> fields = new LinkedHashMap<>();
        line.path("fields")
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        JsonNode result = line.path("result");
        return new Subject(
                caller.owner(),
                fields,
                new Origin(job.value(), line.path("id").asText()),
                result.isMissingNode() ? null : result.toString());
    }
}
