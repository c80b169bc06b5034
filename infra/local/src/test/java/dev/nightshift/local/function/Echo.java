package dev.nightshift.local.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The function of these tests. It does what its request says: {@code fail} throws, {@code hang}
 * never ends, {@code hangOnce} does not the first time, {@code property} tells a property of its
 * context, {@code now} the instant that is its present, {@code store} puts the value into the
 * bucket; anything else comes back in {@code echo}.
 */
public final class Echo implements RequestStreamHandler {
    /** One permit for each time that {@code hangOnce} hangs. */
    public static final Semaphore HANGING = new Semaphore(0);

    static final AtomicInteger MADE = new AtomicInteger();
    private static final AtomicBoolean HUNG = new AtomicBoolean();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApplicationContext context;

    public Echo(ApplicationContext context) {
        this.context = context;
        MADE.incrementAndGet();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context lambda) throws IOException {
        JsonNode request = JSON.readTree(in);
        if (request.has("fail")) {
            throw new EchoException(
                    request.get("fail").asText(), new IllegalStateException("the cause"));
        }
        if (request.has("hang")) {
            hang();
        }
        if (request.has("hangOnce") && HUNG.compareAndSet(false, true)) {
            HANGING.release();
            hang();
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.set("echo", request);
        answer.put("function", lambda.getFunctionName());
        answer.put("arn", lambda.getInvokedFunctionArn());
        answer.put("memory", lambda.getMemoryLimitInMB());
        answer.put("remaining", lambda.getRemainingTimeInMillis());
        if (request.has("property")) {
            answer.put(
                    "value",
                    context.getProperty(request.get("property").asText(), String.class)
                            .orElse(null));
        }
        if (request.has("now")) {
            answer.put("now", context.getBean(InstantSource.class).instant().toString());
        }
        if (request.has("store")) {
            context.getBean(S3Client.class)
                    .putObject(
                            to ->
                                    to.bucket(
                                                    context.getRequiredProperty(
                                                            "nightshift.bucket", String.class))
                                            .key("stored"),
                            RequestBody.fromString(request.get("store").asText()));
        }
        JSON.writeValue(out, answer);
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
