package dev.nightshift.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server on the loopback that stands for AWS and OpenAI, and says what it was given to say. */
final class Stage implements AutoCloseable {
    private final List<String> answers;
    private final List<String> left = new ArrayList<>();
    private final HttpServer server;

    /**
     * @param answers each a call, which is an operation of AWS or a path, and after a space the
     *     JSON that is answered to it, once in a round; what is not among them is answered {@code
     *     {}}
     */
    Stage(List<String> answers) throws IOException {
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Begins a round. */
    synchronized void begin() {
        left.clear();
        left.addAll(answers);
    }

    /** The settings with which a function finds this in place of the world. */
    Map<String, Object> surroundings() {
        String here = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, Object> settings =
                new HashMap<>(
                        Map.of(
                                "aws.region", "us-east-1",
                                "aws.access-key-id", "rehearsal",
                                "aws.secret-key", "rehearsal",
                                "nightshift.bucket", "rehearsal",
                                "nightshift.table", "rehearsal",
                                "nightshift.openai.base-url", here + "/v1",
                                "nightshift.openai.api-key", "rehearsal",
                                "nightshift.webhook.secret", "rehearsal",
                                "nightshift.http.cursor-key", "rehearsal".repeat(4),
                                "nightshift.api.state-machine-arn", "rehearsal"));
        settings.put("nightshift.metrics.stack", "");
        for (String service : List.of("s3", "dynamodb", "states", "lambda", "secretsmanager")) {
            settings.put("aws.services.%s.endpoint-override".formatted(service), here);
        }
        return settings;
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            call.getRequestBody().readAllBytes();
            byte[] body = answerTo(name(call)).getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(200, body.length);
            call.getResponseBody().write(body);
        }
    }

    private static String name(HttpExchange call) {
        String operation = call.getRequestHeaders().getFirst("X-Amz-Target");
        return operation == null
                ? call.getRequestURI().getPath()
                : operation.substring(operation.indexOf('.') + 1);
    }

    private synchronized String answerTo(String call) {
        for (String line : left) {
            if (line.startsWith(call + " ")) {
                left.remove(line);
                return line.substring(call.length() + 1);
            }
        }
        return "{}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
