package dev.nightshift.local.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A function for events. A request of HTTP it answers as the path parameter {@code how} says:
 * {@code answer} with the request's body, {@code fail} with an error, {@code large} with 7 MB,
 * {@code hang} never, anything else with the event. Other events it keeps; it fails on those whose
 * text holds {@code poison}.
 */
public final class Triggered implements RequestStreamHandler {
    public static final BlockingQueue<JsonNode> EVENTS = new LinkedBlockingQueue<>();

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The host makes its functions with their context. */
    public Triggered(ApplicationContext context) {
        context.getEnvironment();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context lambda) throws IOException {
        JsonNode event = JSON.readTree(in);
        if (!event.has("rawPath")) {
            EVENTS.add(event);
            if (event.toString().contains("poison")) {
                throw new EchoException("poison", new IllegalStateException("the cause"));
            }
        }
        String answer =
                switch (event.path("pathParameters").path("how").asText()) {
                    case "answer" -> event.path("body").asText();
                    case "fail" -> throw new EchoException("asked to", new IOException("cause"));
                    case "large" -> "\"" + "x".repeat(7_000_000) + "\"";
                    case "hang" -> hung();
                    default -> event.toString();
                };
        out.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static String hung() {
        try {
            new CountDownLatch(1).await();
            return "null";
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
