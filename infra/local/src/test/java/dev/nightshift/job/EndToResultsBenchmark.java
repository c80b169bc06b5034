package dev.nightshift.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.local.PassingFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long it takes from the end of a batch, as OpenAI dates it, until the results of its job can
 * be read: in real time, of jobs whose batches take between 9 seconds and 3 minutes, looked at as
 * often as deployed. With the argument {@code webhook} the ends are told.
 */
public final class EndToResultsBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int JOBS = 20;

    /** A batch runs for this long for each of its requests. */
    private static final String PER_REQUEST = "9s";

    private EndToResultsBenchmark() {}

    /** Prints the times in milliseconds, in order; ends are dated in whole seconds. */
    public static void main(String[] args) throws Exception {
        Map<String, String> simulator =
                Map.of(
                        "batch.per-request", PER_REQUEST,
                        "batch.parallelism", "1",
                        "batch.finalizing", "0s");
        try (var folder = PassingFolder.named("told-");
                TestingCloud cloud =
                        TestingCloud.start(
                                folder.path(), simulator, Map.of("PollMinimumSeconds", "10"))) {
            if (args.length > 0 && args[0].equals("webhook")) {
                cloud.beTold();
                // The first event is the proof that events arrive.
                readable(cloud, List.of(cloud.start(TestingCloud.postings(1))));
            }
            List<Job> jobs = new ArrayList<>();
            for (int rows = 1; rows <= JOBS; rows++) {
                jobs.add(cloud.start(TestingCloud.postings(rows)));
            }
            Map<JobId, Instant> readable = readable(cloud, jobs);
            Map<String, Instant> ends = ends(cloud);
            List<Long> times =
                    readable.entrySet().stream()
                            .map(
                                    job ->
                                            Duration.between(
                                                            ends.get(job.getKey().value()),
                                                            job.getValue())
                                                    .toMillis())
                            .sorted()
                            .toList();
            System.out.printf(
                    "p50 %d ms, most %d ms: %s%n",
                    times.get(times.size() / 2), times.getLast(), times);
        }
    }

    /** When the results of each job could be read. */
    private static Map<JobId, Instant> readable(TestingCloud cloud, List<Job> jobs)
            throws IOException, InterruptedException {
        Map<JobId, Instant> readable = new HashMap<>();
        while (readable.size() < jobs.size()) {
            Thread.sleep(50);
            for (Job job : jobs) {
                if (!readable.containsKey(job.id())
                        && cloud.jobs.require(job.id()).status().isOver()) {
                    cloud.text(job.files().results("csv"));
                    readable.put(job.id(), Instant.now());
                }
            }
        }
        return readable;
    }

    /** When the batch of each job was over, by the job's id. */
    private static Map<String, Instant> ends(TestingCloud cloud)
            throws IOException, InterruptedException {
        HttpRequest list =
                HttpRequest.newBuilder(URI.create(cloud.openAi.baseUrl() + "/batches?limit=100"))
                        .header("Authorization", "Bearer sk-test")
                        .build();
        Map<String, Instant> ends = new HashMap<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            JsonNode page = JSON.readTree(http.send(list, BodyHandlers.ofString()).body());
            for (JsonNode batch : page.path("data")) {
                ends.put(
                        batch.path("metadata").path("nightshift").asText().split("/", 2)[0],
                        Instant.ofEpochSecond(batch.path("completed_at").asLong()));
            }
        }
        return ends;
    }
}
