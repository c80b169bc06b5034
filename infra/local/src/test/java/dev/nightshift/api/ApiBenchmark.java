package dev.nightshift.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.local.PassingFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * How long the API's calls take through the local gateway, warm, with 50 clients that call one
 * after the other: the state of a job, and a turn of a conversation less the second that the model
 * takes for it. Everything, clients and simulator included, shares the machine and the process. To
 * be run with the tests' classpath, in this module's folder; the calls of each client may be given.
 */
final class ApiBenchmark {
    private static final int CLIENTS = 50;
    private static final Duration MODEL = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String RECORD =
            "\"title\":\"Clerk\",\"description\":\"We retype orders from mails into two systems.\"";

    private final URI api;

    private ApiBenchmark(URI api) {
        this.api = api;
    }

    public static void main(String[] args) throws Exception {
        int calls = args.length == 0 ? 100 : Integer.parseInt(args[0]);
        Map<String, String> simulator = Map.of("model.latency", MODEL.toSeconds() + "s");
        try (var folder = PassingFolder.named("api-");
                TestingCloud cloud = TestingCloud.start(folder.path(), simulator, Map.of())) {
            new ApiBenchmark(cloud.stack.api()).measure(calls);
        }
    }

    private void measure(int calls) throws Exception {
        String job =
                id(post("/jobs", "{\"task\":\"qualify\",\"records\":[{%s}]}".formatted(RECORD)));
        List<String> jobs = IntStream.range(0, CLIENTS).mapToObj(_ -> job).toList();
        List<String> conversations = conversations();
        for (String round : List.of("to warm up", "measured")) {
            report(
                    "GET /jobs/{id}, " + round,
                    everyClient(jobs, calls, id -> ok(get("/jobs/" + id), 200)));
            report(
                    "a turn less its model's time, " + round,
                    everyClient(conversations, Math.max(1, calls / 20), this::ask).stream()
                            .map(took -> took.minus(MODEL))
                            .toList());
        }
    }

    private List<String> conversations() throws Exception {
        List<String> ids = new ArrayList<>();
        List<Callable<String>> starts = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            starts.add(() -> id(post("/conversations", "{\"record\":{%s}}".formatted(RECORD))));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> id : threads.invokeAll(starts)) {
                ids.add(id.get());
            }
        }
        return ids;
    }

    private void ask(String conversation) throws IOException, InterruptedException {
        ok(
                post(
                        "/conversations/" + conversation + "/turns",
                        "{\"kind\":\"question\",\"parameters\":{\"question\":\"Who should be called first?\"}}"),
                200);
    }

    private static List<Duration> everyClient(List<String> ids, int calls, Step call)
            throws InterruptedException, ExecutionException {
        List<Callable<List<Duration>>> clients = new ArrayList<>();
        for (String id : ids) {
            clients.add(
                    () -> {
                        List<Duration> took = new ArrayList<>();
                        for (int i = 0; i < calls; i++) {
                            long begun = System.nanoTime();
                            call.run(id);
                            took.add(Duration.ofNanos(System.nanoTime() - begun));
                        }
                        return took;
                    });
        }
        List<Duration> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Duration>> client : threads.invokeAll(clients)) {
                all.addAll(client.get());
            }
        }
        return all;
    }

    private static void report(String what, List<Duration> took) {
        long[] millis = took.stream().mapToLong(Duration::toMillis).sorted().toArray();
        System.out.printf(
                "%s: p50 %d ms, p99 %d ms, %d calls by %d clients%n",
                what,
                millis[millis.length / 2],
                millis[millis.length * 99 / 100],
                millis.length,
                CLIENTS);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(api.resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(api.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String id(HttpResponse<String> answer) throws IOException {
        ok(answer, 200, 201, 202);
        return JSON.readTree(answer.body()).path("id").asText();
    }

    private static void ok(HttpResponse<String> answer, int... wanted) {
        if (Arrays.stream(wanted).noneMatch(status -> status == answer.statusCode())) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    /** One call about a thing. */
    private interface Step {
        void run(String id) throws IOException, InterruptedException;
    }
}
