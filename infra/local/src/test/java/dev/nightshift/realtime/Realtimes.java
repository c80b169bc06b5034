package dev.nightshift.realtime;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.DirectCalls;
import dev.nightshift.job.Job;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.job.TestingJobs.Invoked;
import dev.nightshift.pricing.Lane;
import dev.nightshift.simulator.http.Endpoint;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** What the tests of the real-time lane ask of a local cloud. */
final class Realtimes {
    private Realtimes() {}

    /** A job whose requests are written and not sent. */
    static Job prepared(TestingCloud cloud, int rows) throws IOException {
        Job job = cloud.begin(TestingCloud.postings(rows), TestingCloud.QUALIFY, Lane.REALTIME);
        cloud.prepare(job);
        return job;
    }

    static Invoked send(TestingCloud cloud, Job job) throws IOException {
        return cloud.invoke("RealtimeFunction", payload(job));
    }

    /** Sends it and does not wait for the answer. */
    static Future<Invoked> begin(TestingCloud cloud, Job job) {
        var answer = new FutureTask<>(() -> send(cloud, job));
        Thread.ofVirtual().start(answer);
        return answer;
    }

    static String payload(Job job) {
        return "{\"version\":1,\"job\":\"%s\",\"batch\":1,\"attempt\":1}".formatted(job.id());
    }

    static boolean isOver(Invoked answer) {
        return answer.error().isEmpty() && answer.payload().path("over").asBoolean();
    }

    static BatchAttempt attempt(TestingCloud cloud, Job job) {
        return cloud.attempts.require(job.id(), 1, 1);
    }

    static DirectCalls calls(TestingCloud cloud, Job job) {
        return cloud.attempts.directCalls(attempt(cloud, job));
    }

    /** How often the simulator was asked for a response. */
    static long sent(TestingCloud cloud) {
        return cloud.openAi.calls().of(Endpoint.RESPONSES_CREATE);
    }

    /** The lines that the lane left, in any order. */
    static List<String> lines(TestingCloud cloud, Job job) throws IOException {
        return cloud.text(job.files().raw(1, 1, "output")).lines().toList();
    }

    /** How many rows have which outcome, as {@code failed/answer_lost}, once they are collected. */
    static Map<String, Long> outcomes(TestingCloud cloud, Job job) throws IOException {
        Map<String, Long> outcomes = new TreeMap<>();
        for (String line : cloud.text(job.files().part(1, 1, "jsonl")).lines().toList()) {
            var result = new com.fasterxml.jackson.databind.ObjectMapper().readTree(line);
            String code = result.path("code").asText("");
            outcomes.merge(
                    result.path("outcome").asText() + (code.isEmpty() ? "" : "/" + code),
                    1L,
                    Long::sum);
        }
        return outcomes;
    }

    /** A quick simulator, and faults of the endpoint that answers requests, in pairs. */
    static Map<String, String> faults(String... pairs) {
        Map<String, String> faults = new HashMap<>(Map.of("model.latency", "50ms"));
        for (int i = 0; i < pairs.length; i += 2) {
            faults.put("fault.http.responses.create." + pairs[i], pairs[i + 1]);
        }
        return faults;
    }
}
