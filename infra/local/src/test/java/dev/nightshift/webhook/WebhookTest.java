package dev.nightshift.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.nightshift.job.Job;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.job.TestingJobs;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.storage.Item;
import dev.nightshift.time.ManualTimeline;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches whose end OpenAI tells, in a time that the test moves. */
@Timeout(120)
class WebhookTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration RUNNING = Duration.ofMinutes(170);

    @TempDir private static Path folder;

    private static final ManualTimeline time =
            new ManualTimeline(Instant.parse("2030-01-01T12:00:00Z"));
    private static TestingCloud cloud;

    @BeforeAll
    static void start() throws Exception {
        cloud = TestingCloud.movedBy(time, folder, Map.of("batch.running", "170m"), Map.of());
    }

    @AfterAll
    static void stop() {
        cloud.close();
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
}
