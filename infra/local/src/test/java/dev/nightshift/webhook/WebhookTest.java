package dev.nightshift.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.job.TestingJobs;
import dev.nightshift.pricing.Lane;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.storage.Item;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batches whose end OpenAI tells, and jobs whose end is told to who waits for it, in a time that
 * the test moves.
 */
@Timeout(120)
class WebhookTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration RUNNING = Duration.ofMinutes(170);

    @TempDir private static Path folder;

    private static final ManualTimeline time =
            new ManualTimeline(Instant.parse("2030-01-01T12:00:00Z"));
    private static TestingCloud cloud;

    /** Who is told of the jobs that name nobody. */
    private static Receiver anyone;

    @BeforeAll
    static void start() throws Exception {
        anyone = new Receiver(204);
        cloud =
                TestingCloud.movedBy(
                        time,
                        folder,
                        Map.of("batch.running", "170m"),
                        Map.of(
                                "MailFrom",
                                "night@b.example",
                                "MailTo",
                                "a@b.example,c@d.example",
                                "CallbackUrl",
                                anyone.url));
    }

    @AfterAll
    static void stop() {
        cloud.close();
        anyone.close();
    }

    /** Nothing has ever been told. */
    @BeforeEach
    void forget() {
        cloud.dynamoDb.deleteItem(
                row ->
                        row.tableName(cloud.stack.table())
                                .key(Item.of("OPENAI", "WEBHOOK").attributes()));
    }

    @Test
    void endIsCollectedWithTheEventAndLookedForEveryHourFromThenOn() throws Exception {
        simulate(Map.of());
        register();

        Ended first = run();
        Ended second = run();

        assertThat(first.took()).isEqualTo(RUNNING);
        assertThat(first.looks()).isGreaterThan(50);
        assertThat(second.took()).isEqualTo(RUNNING);
        assertThat(second.looks()).isLessThan(10);
    }

    @Test
    void eventsThatComeTwiceOrLateChangeNothing() throws Exception {
        simulate(Map.of("fault.webhook.doubled", "1", "fault.webhook.delay", "40s"));
        register();
        run();

        assertThat(run().took()).isEqualTo(RUNNING.plusSeconds(40));
    }

    @Test
    void lostEventsAreMadeUpForAndEndTheTrust() throws Exception {
        simulate(Map.of());
        register();
        run();
        simulate(Map.of("fault.webhook.lost", "1"));
        register();

        Ended trusting = run();
        Ended after = run();

        assertThat(trusting.took()).isBetween(RUNNING, RUNNING.plusHours(1));
        assertThat(trusting.looks()).isLessThan(10);
        assertThat(after.looks()).isGreaterThan(50);
    }

    @Test
    void onlyWhatIsSignedIsTaken() throws Exception {
        simulate(Map.of());
        String secret = register();
        Job job = cloud.start(TestingJobs.postings(3));
        cloud.awaitIdle();
        String batch = String.valueOf(cloud.attempts.require(job.id(), 1, 1).batchId());
        String event = event("batch.completed", batch);

        assertThat(deliver("wh_1", event, "v1,AAAA")).isEqualTo(401);
        assertThat(deliver("wh_1", event, signed("whsec_YW5vdGhlcg==", "wh_1", event)))
                .isEqualTo(401);
        assertThat(deliver("wh_2", event, signed(secret, "wh_1", event))).isEqualTo(401);
        long looks = looks();

        // Before its batch is over: it is looked at once more, and for the repeat not again.
        assertThat(deliver("wh_1", event, signed(secret, "wh_1", event))).isEqualTo(200);
        cloud.awaitIdle();
        assertThat(looks()).isEqualTo(looks + 1);
        assertThat(deliver("wh_1", event, signed(secret, "wh_1", event))).isEqualTo(200);
        cloud.awaitIdle();
        assertThat(looks()).isEqualTo(looks + 1);
        assertThat(isOver(job)).isFalse();
        end(job);
    }

    @Test
    void unknownEventsAreIgnored() throws Exception {
        simulate(Map.of());
        String secret = register();

        for (String event :
                new String[] {
                    event("batch.completed", "batch_of_somebody_else"),
                    event("response.completed", "resp_1"),
                    event("moon.landed", "m"),
                    "{\"type\":\"batch.completed\"}",
                    "{\"type\":\"batch.completed\",\"data\":[]}"
                }) {
            assertThat(deliver("wh_1", event, signed(secret, "wh_1", event))).isEqualTo(200);
        }
        for (String broken : new String[] {"", "[]", "{\"type\":", "null", "{\"type\":5}"}) {
            assertThat(deliver("wh_1", broken, signed(secret, "wh_1", broken)))
                    .as(broken)
                    .isIn(200, 400);
        }
    }

    @Test
    void rotatedSecretIsReadAnew() throws Exception {
        simulate(Map.of());
        String old = register();
        String event = event("moon.landed", "m");
        assertThat(deliver("wh_1", event, signed(old, "wh_1", event))).isEqualTo(200);
        String fresh = "whsec_bm90IHRoZSBvbGQgb25l";
        put(fresh);

        assertThat(deliver("wh_2", event, signed(fresh, "wh_2", event))).isEqualTo(200);
        assertThat(deliver("wh_3", event, signed(old, "wh_3", event))).isEqualTo(401);
        assertThat(
                        deliver(
                                "wh_4",
                                event,
                                signed(old, "wh_4", event) + " " + signed(fresh, "wh_4", event)))
                .isEqualTo(200);
    }

    @Test
    void withoutItsSecretNobodyIsLetIn() throws Exception {
        put(" ");

        String event = event("batch.completed", "batch_1");
        assertThat(deliver("wh_1", event, signed("whsec_YW5vdGhlcg==", "wh_1", event)))
                .isEqualTo(401);
    }

    @Test
    void endOfAJobIsToldUntilSomebodyTakesIt() throws Exception {
        try (var receiver = new Receiver(503, 429, 200)) {
            Job job = called(receiver, "");
            JsonNode first = told(job);

            moveUntilNothingIsTried(job);

            assertThat(first.path("fate").asText()).isEqualTo("trying");
            assertThat(first.path("problem").asText()).isEqualTo("answered with 503");
            assertThat(fate(job)).isEqualTo("delivered");
            assertThat(told(job).path("calls").asInt()).isEqualTo(3);
            assertThat(told(job).has("problem")).isFalse();
            assertThat(receiver.heard).hasSize(3);
            assertThat(calls(anyone, job)).isZero();
            Webhook signature = new Webhook(cloud.secret("nightshift-callback"));
            for (Receiver.Heard call : receiver.heard) {
                signature.verify(call.body(), call.headers());
                assertThat(call.header("webhook-id")).isEqualTo(job.id() + "-1");
                assertThat(call.body()).isEqualTo(receiver.heard.getFirst().body());
            }
            JsonNode body = TestingJobs.JSON.readTree(receiver.heard.getFirst().body());
            assertThat(body.path("type").asText()).isEqualTo("job.finished");
            assertThat(body.path("data").path("status").asText()).isEqualTo("completed");
            assertThat(body.path("data").path("outcomes").path("succeeded").asInt()).isEqualTo(3);
            assertThat(body.toString()).doesNotContain("Clerk");

            // Told again, it is known; of a further round another end is told.
            cloud.invoke("TellFunction", request(job, "call", 1));
            assertThat(receiver.heard).hasSize(3);
            cloud.invoke("TellFunction", request(job, "call", 2));
            assertThat(receiver.heard).hasSize(4);
            assertThat(told(job).path("calls").asInt()).isEqualTo(3);
            assertThat(cloud.jobs.require(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        }
    }

    @Test
    void whoNeverTakesItIsGivenUpAndWhoRefusesIsNotAskedAgain() throws Exception {
        try (var silent = new Receiver(500);
                var refusing = new Receiver(302)) {
            Job given = called(silent, "?token=secret");
            Job refused = called(refusing, "");

            moveUntilNothingIsTried(given);

            assertThat(fate(given)).isEqualTo("failed");
            assertThat(told(given).path("calls").asInt()).isEqualTo(10);
            assertThat(told(given).path("problem").asText()).isEqualTo("answered with 500");
            assertThat(fate(refused)).isEqualTo("failed");
            assertThat(told(refused).path("problem").asText()).isEqualTo("answered with 302");
            assertThat(refusing.heard).hasSize(1);
            assertThat(cloud.jobs.require(given.id()).status()).isEqualTo(JobStatus.COMPLETED);
        }
    }

    @Test
    void recordsAreHandedOverInOrderAndGoOnWhereTheyWereNotTaken() throws Exception {
        try (var receiver = new Receiver(200, 503, 503, 200)) {
            Job job = handedOver(receiver);
            JsonNode first = handed(job);

            moveWhileHandingOver(job);

            // Two at once have too many bytes; the second is refused when it is sent, and once
            // more before the state machine waits.
            assertThat(first.path("fate").asText()).isEqualTo("trying");
            assertThat(first.path("problem").asText()).isEqualTo("answered with 503");
            assertThat(first.path("records").asInt()).isEqualTo(1);
            assertThat(receiver.ids())
                    .containsExactly(
                            job.id() + "-1-1",
                            job.id() + "-1-2",
                            job.id() + "-1-2",
                            job.id() + "-1-2",
                            job.id() + "-1-3");
            assertThat(receiver.body(2)).isEqualTo(receiver.body(1)).isEqualTo(receiver.body(3));
            JsonNode last = handed(job);
            assertThat(last.path("fate").asText()).isEqualTo("delivered");
            assertThat(last.path("records").asInt()).isEqualTo(3);
            assertThat(last.path("chunks").asInt()).isEqualTo(3);
            assertThat(last.has("problem")).isFalse();
            Webhook signature = new Webhook(cloud.secret("nightshift-callback"));
            for (Receiver.Heard call : receiver.heard) {
                signature.verify(call.body(), call.headers());
            }
            for (int place : new int[] {0, 1, 4}) {
                JsonNode body = TestingJobs.JSON.readTree(receiver.body(place));
                int chunk = body.path("data").path("chunk").asInt();
                JsonNode record = body.path("data").path("records").path(0);
                assertThat(body.path("type").asText()).isEqualTo("records.handover");
                assertThat(body.path("data").path("job").asText()).isEqualTo(job.id().value());
                assertThat(body.path("data").path("records")).hasSize(1);
                assertThat(record.path("Reference").asText()).isEqualTo("r-" + chunk);
                assertThat(record.path("Fit").isInt()).isTrue();
                assertThat(record.path("Notes").asText()).hasSize(150_000);
                assertThat(record).hasSize(3);
            }

            // A function that died before it noted a chunk repeats that and those that follow.
            String earlier = TestingJobs.JSON.writeValueAsString(first);
            cloud.jobs.handedOver(job.id(), 1, cloud.jobs.require(job.id()).handedOver(), earlier);
            cloud.invoke("TellFunction", request(job, "hand_over", 1));
            assertThat(receiver.ids()).endsWith(job.id() + "-1-2", job.id() + "-1-3").hasSize(7);
            assertThat(handed(job).path("records").asInt()).isEqualTo(3);

            // Handed over, it is known; of another round nothing is here.
            cloud.invoke("TellFunction", request(job, "hand_over", 1));
            cloud.invoke("TellFunction", request(job, "hand_over", 2));
            assertThat(receiver.heard).hasSize(7);
            assertThat(cloud.jobs.require(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        }
    }

    @Test
    void recordsThatNobodyTakesAreGivenUp() throws Exception {
        try (var silent = new Receiver(200, 500);
                var refusing = new Receiver(200, 404)) {
            Job given = handedOver(silent);
            Job refused = handedOver(refusing);

            moveWhileHandingOver(given);

            assertThat(handed(given).path("fate").asText()).isEqualTo("failed");
            assertThat(handed(given).path("problem").asText()).isEqualTo("answered with 500");
            assertThat(handed(given).path("records").asInt()).isEqualTo(1);
            assertThat(silent.ids()).hasSize(12).endsWith(given.id() + "-1-2");
            assertThat(handed(refused).path("fate").asText()).isEqualTo("failed");
            assertThat(handed(refused).path("problem").asText()).isEqualTo("answered with 404");
            assertThat(refusing.ids())
                    .containsExactly(refused.id() + "-1-1", refused.id() + "-1-2");
            assertThat(cloud.jobs.require(given.id()).status()).isEqualTo(JobStatus.COMPLETED);
        }
    }

    @Test
    void endOfAJobThatNamesNobodyIsMailedAndToldAtTheStacksAddress() throws Exception {
        Job job = called(null, "");

        assertThat(fate(job)).isEqualTo("delivered");
        assertThat(calls(anyone, job)).isEqualTo(1);
        try (Stream<Path> mails = Files.list(folder.resolve("stack/mail"))) {
            List<String> texts = new ArrayList<>();
            for (Path mail : mails.toList()) {
                texts.add(Files.readString(mail));
            }
            assertThat(texts)
                    .filteredOn(mail -> mail.contains(job.id().value()))
                    .singleElement()
                    .asString()
                    .contains(
                            "To: a@b.example, c@d.example\n",
                            "Subject: Nightshift: qualify@1, 3 records, completed\n",
                            "Job " + job.id() + " is completed.\n\nsucceeded: 3\ncost: $0.0",
                            "\n  nightshift results " + job.id() + "\n",
                            "/jobs/" + job.id() + "/\n");
        }
    }

    /** A job that is over, and has been told of as far as that can be done at once. */
    private Job called(@Nullable Receiver receiver, String query) throws Exception {
        simulate(Map.of("batch.running", "1s"));
        JobOptions wanted = JobOptions.STANDARD.withLane(Lane.BATCH).withFresh(true);
        Job job =
                cloud.start(
                        TestingJobs.postings(3),
                        receiver == null
                                ? wanted
                                : wanted.withCallback(URI.create(receiver.url + query)));
        cloud.moveUntilOver(time, job.id());
        cloud.awaitIdle();
        return cloud.jobs.require(job.id());
    }

    /** Likewise, one of three large records that are handed over. */
    private Job handedOver(Receiver receiver) throws Exception {
        simulate(Map.of("batch.running", "1s"));
        var csv = new StringBuilder("id,title,notes\n");
        for (int i = 1; i <= 3; i++) {
            csv.append("r-%d,Clerk,%s\n".formatted(i, "x".repeat(150_000)));
        }
        Job job =
                cloud.start(
                        csv.toString(),
                        TestingJobs.MAPPED,
                        JobOptions.STANDARD
                                .withLane(Lane.BATCH)
                                .withFresh(true)
                                .withHandover(URI.create(receiver.url)));
        cloud.moveUntilOver(time, job.id());
        cloud.awaitIdle();
        return cloud.jobs.require(job.id());
    }

    private static JsonNode handed(Job job) throws IOException {
        return TestingJobs.JSON.readTree(cloud.jobs.require(job.id()).handedOver());
    }

    private static void moveWhileHandingOver(Job job) throws Exception {
        while (handed(job).path("fate").asText().equals("trying")) {
            cloud.moveToNext(time);
        }
    }

    private static JsonNode told(Job job) throws IOException {
        return TestingJobs.JSON.readTree(cloud.jobs.require(job.id()).told());
    }

    private static String fate(Job job) throws IOException {
        return told(job).path("fate").asText();
    }

    private static long calls(Receiver receiver, Job job) {
        return receiver.heard.stream()
                .filter(call -> call.body().contains(job.id().value()))
                .count();
    }

    private static void moveUntilNothingIsTried(Job job) throws Exception {
        while (fate(job).equals("trying")) {
            cloud.moveToNext(time);
        }
    }

    private static String request(Job job, String step, int round) {
        return """
               {"version": 1, "step": "%s", "job": "%s",
                "notice": {"type": "Job finished", "round": %d,
                           "detail": {"id": "%s-%d", "finished": "%s", "handover": "%s"}}}
               """
                .formatted(
                        step,
                        job.id(),
                        round,
                        job.id(),
                        round,
                        job.finished(),
                        job.files().handover());
    }

    private void simulate(Map<String, String> faults) throws Exception {
        var settings = new HashMap<>(Map.of("batch.running", "170m"));
        settings.putAll(faults);
        cloud.simulate(settings);
    }

    /** Sets the secret, and lets the moment go by in which the one before may still be taken. */
    private void put(String secret) {
        cloud.keepWebhookSecret(secret);
        time.advance(Duration.ofSeconds(10));
    }

    private String register() throws Exception {
        String secret = cloud.beTold();
        time.advance(Duration.ofSeconds(10));
        return secret;
    }

    /** A job of one batch, from its submission to the moment at which it was over. */
    private Ended run() throws Exception {
        long before = looks();
        Job job = cloud.start(TestingJobs.postings(3));
        cloud.awaitIdle();
        Instant submitted = time.instant();
        end(job);
        return new Ended(Duration.between(submitted, time.instant()), looks() - before);
    }

    private void end(Job job) throws InterruptedException {
        while (!isOver(job)) {
            cloud.moveToNext(time);
            cloud.awaitTold();
        }
    }

    private boolean isOver(Job job) {
        return cloud.jobs.require(job.id()).status().isOver();
    }

    private long looks() {
        return cloud.openAi.calls().of(Endpoint.BATCHES_GET);
    }

    private int deliver(String id, String event, String signatures) throws Exception {
        HttpResponse<Void> answer =
                HTTP.send(
                        HttpRequest.newBuilder(cloud.webhook())
                                .header("webhook-id", id)
                                .header(
                                        "webhook-timestamp",
                                        Long.toString(time.instant().getEpochSecond()))
                                .header("webhook-signature", signatures)
                                .header("content-type", "application/json")
                                .POST(BodyPublishers.ofString(event))
                                .build(),
                        BodyHandlers.discarding());
        return answer.statusCode();
    }

    private String signed(String secret, String id, String body) throws Exception {
        return new Webhook(secret).sign(id, time.instant().getEpochSecond(), body);
    }

    private static String event(String type, String subject) {
        return "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"%s\",\"data\":{\"id\":\"%s\"}}"
                .formatted(type, subject);
    }

    private record Ended(Duration took, long looks) {}

    /**
     * Whoever waits for the end of a job; answers with one status after the other, then the last.
     */
    private static final class Receiver implements AutoCloseable {
        final String url;
        final List<Heard> heard = Collections.synchronizedList(new ArrayList<>());
        private final HttpServer server;

        record Heard(String body, Map<String, List<String>> headers) {
            String header(String name) {
                return headers.getOrDefault(name, List.of("")).getFirst();
            }
        }

        Receiver(int... statuses) throws IOException {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    call -> {
                        String body = new String(call.getRequestBody().readAllBytes(), UTF_8);
                        Map<String, List<String>> headers = new HashMap<>();
                        call.getRequestHeaders()
                                .forEach(
                                        (name, values) ->
                                                headers.put(name.toLowerCase(Locale.ROOT), values));
                        int place = Math.min(heard.size(), statuses.length - 1);
                        heard.add(new Heard(body, headers));
                        call.sendResponseHeaders(statuses[place], -1);
                        call.close();
                    });
            server.start();
            url = "http://127.0.0.1:%d/jobs".formatted(server.getAddress().getPort());
        }

        List<String> ids() {
            return heard.stream().map(call -> call.header("webhook-id")).toList();
        }

        String body(int place) {
            return heard.get(place).body();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
