package dev.nightshift.simulator.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.chance.Chance;
import dev.nightshift.time.Timeline;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells endpoints what happened, signed as the Standard Webhooks scheme has it. What is not
 * answered with 2xx is delivered again, later and later, for three days; what is under way when the
 * simulator stops is lost.
 */
public final class Deliveries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofDays(3);

    /** What {@link #send} answers where nobody did. */
    static final int NO_ANSWER = 0;

    private final Listeners listeners;
    private final WebhookFaults faults;
    private final Chance chance;
    private final Timeline time;
    private final AtomicLong events = new AtomicLong();
    private final AtomicInteger underWay = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).executor(threads).build();

    public Deliveries(Listeners listeners, WebhookFaults faults, Chance chance, Timeline time) {
        this.listeners = listeners;
        this.faults = faults;
        this.chance = chance;
        this.time = time;
    }

    /**
     * Tells whoever wants to know. Never waits.
     *
     * @param type such as {@code batch.completed}
     * @param subject the id of what it happened to
     */
    public void tell(String type, String subject) {
        long number = events.incrementAndGet();
        if (chance.happens(faults.lost(), "webhook lost", number)) {
            return;
        }
        for (Listener listener : listeners.all()) {
            if (listener.types().contains(type)) {
                var delivery = delivery(listener, type, subject);
                deliverAt(time.instant().plus(faults.delay()), delivery, FIRST_WAIT);
                if (chance.happens(faults.doubled(), "webhook doubled", number)) {
                    deliverAt(time.instant().plus(faults.delay()), delivery, FIRST_WAIT);
                }
            }
        }
    }

    /** How many are being delivered at this moment. */
    public int underWay() {
        return underWay.get();
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }

    /**
     * An event on its way to an endpoint.
     *
     * @param id the same for every time that it is delivered
     */
    record Delivery(Listener listener, String id, String body, Instant begun) {}

    Delivery delivery(Listener listener, String type, String subject) {
        Instant now = time.instant();
        String id = "evt_" + UUID.randomUUID().toString().replace("-", "");
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("id", id).put("object", "event").put("type", type);
        event.put("created_at", now.getEpochSecond()).putObject("data").put("id", subject);
        return new Delivery(listener, "wh_" + id, event.toString(), now);
    }

    /** Delivers once; the status that was answered, or {@link #NO_ANSWER}. */
    int send(Delivery delivery) throws InterruptedException {
        Instant now = time.instant();
        String timestamp = Long.toString(now.getEpochSecond());
        HttpRequest request =
                HttpRequest.newBuilder(delivery.listener().url())
                        .timeout(PATIENCE)
                        .header("content-type", "application/json")
                        .header("webhook-id", delivery.id())
                        .header("webhook-timestamp", timestamp)
                        .header("webhook-signature", signatures(delivery, timestamp, now))
                        .POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
                        .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException nobody) {
            return NO_ANSWER;
        }
    }

    private void deliverAt(Instant due, Delivery delivery, Duration nextWait) {
        var _ =
                time.wakeAt(
                        due,
                        () -> {
                            underWay.incrementAndGet();
                            threads.execute(() -> deliver(delivery, nextWait));
                        });
    }

    private void deliver(Delivery delivery, Duration nextWait) {
        try {
            int status = send(delivery);
            Instant next = time.instant().plus(nextWait);
            if (status / 100 != 2 && next.isBefore(delivery.begun().plus(LONGEST))) {
                LOG.debug("{} was answered with {}", delivery.id(), status);
                deliverAt(next, delivery, nextWait.multipliedBy(2));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static String signatures(Delivery delivery, String timestamp, Instant now) {
        List<String> signatures = new ArrayList<>();
        for (String secret : delivery.listener().secrets(now)) {
            signatures.add("v1," + hmac(secret, delivery, timestamp));
        }
        return String.join(" ", signatures);
    }

    private static String hmac(String secret, Delivery delivery, String timestamp) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((delivery.id() + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(delivery.body().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
