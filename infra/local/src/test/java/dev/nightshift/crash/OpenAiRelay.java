package dev.nightshift.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between processes and OpenAI. Every process has an address of its own, so that its calls
 * are made by the life that it is in; a call of a dead process finds its connection closed.
 */
final class OpenAiRelay implements AutoCloseable {
    private static final String DIRECT_CALL = "POST /responses";
    private static final Set<String> NOT_PASSED_ON =
            Set.of(
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "upgrade",
                    "transfer-encoding");

    static {
        // Without it every small answer waits 40 ms for the receiver's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final URI openAi;
    private final Map<String, Supplier<@Nullable Life>> lives = new ConcurrentHashMap<>();
    private final AtomicInteger addresses = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;

    OpenAiRelay(URI openAi) throws IOException {
        this.openAi = openAi;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A base URL for one process. */
    URI address(Supplier<@Nullable Life> life) {
        String name = Integer.toString(addresses.incrementAndGet());
        lives.put(name, life);
        return URI.create("http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), name));
    }

    /** Closes the connection of every call that is still made there. */
    void forget(URI address) {
        lives.remove(address.getPath().substring(1));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().toString().split("/", 3);
            byte[] body = exchange.getRequestBody().readAllBytes();
            Life life = lives.getOrDefault(path[1], () -> null).get();
            if (life == null) {
                return;
            }
            Call call = new Call(exchange.getRequestMethod() + " /" + shape(path[2]), "openai");
            HttpRequest request = request(exchange, "/" + path[2], body);
            life.make(call, () -> weathered(life, call, request)).sendOn(exchange);
        } catch (ProcessDied died) {
            // Nobody is there to be answered.
        }
    }

    /** A path without ids, and without what is asked of a list. */
    private static String shape(String path) {
        return path.replaceAll("\\?.*", "").replaceAll("(file|batch|resp)[-_]\\w+", "~");
    }

    private Answer weathered(Life life, Call call, HttpRequest request) throws IOException {
        return switch (life.weatherAt(call)) {
            case FAIR -> new Given(sent(life, call, request));
            case THROTTLED -> new Refusal(429, "rate_limit_exceeded");
            case BROKEN -> new Refusal(500, "server_error");
            case UNHEARD -> new None();
            case SILENT -> {
                sent(life, call, request);
                yield new None();
            }
        };
    }

    private HttpResponse<byte[]> sent(Life life, Call call, HttpRequest request)
            throws IOException {
        if (call.operation().equals(DIRECT_CALL)) {
            life.noteDirectCall();
        }
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private HttpRequest request(HttpExchange exchange, String path, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(openAi + path))
                        .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                                values.forEach(value -> request.header(name, value));
                            }
                        });
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        http.shutdownNow();
    }

    /** What a process hears. */
    private sealed interface Answer {
        void sendOn(HttpExchange exchange) throws IOException;
    }

    private record Given(HttpResponse<byte[]> response) implements Answer {
        @Override
        public void sendOn(HttpExchange exchange) throws IOException {
            response.headers()
                    .map()
                    .forEach(
                            (name, values) -> {
                                if (!NOT_PASSED_ON.contains(name)) {
                                    exchange.getResponseHeaders().put(name, values);
                                }
                            });
            send(exchange, response.statusCode(), response.body());
        }
    }

    private record Refusal(int status, String code) implements Answer {
        @Override
        public void sendOn(HttpExchange exchange) throws IOException {
            String error = "{\"error\":{\"code\":\"%s\",\"message\":\"m\"}}".formatted(code);
            send(exchange, status, error.getBytes(StandardCharsets.UTF_8));
        }
    }

    private record None() implements Answer {
        @Override
        public void sendOn(HttpExchange exchange) {}
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }
}
