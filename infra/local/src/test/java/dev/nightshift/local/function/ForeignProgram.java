package dev.nightshift.local.function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A program that is not ours and takes invocations by HTTP. The path says how it answers: {@code
 * /echo} with the request, {@code /status/N} with a status, {@code /hang} never, {@code /dribble}
 * with the beginning of an answer and no more; the others as they are called.
 */
public final class ForeignProgram implements AutoCloseable {
    /** A request as it came. */
    public record Asked(String method, String contentType, String body) {}

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** A program at a free port. */
    public ForeignProgram() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it takes invocations in one of its manners. */
    public URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** What it was asked and nobody looked at yet. */
    public BlockingQueue<Asked> asked() {
        return asked;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(
                    new Asked(
                            exchange.getRequestMethod(),
                            exchange.getRequestHeaders().getFirst("Content-Type"),
                            body));
            String path = exchange.getRequestURI().getPath();
            switch (path) {
                case "/echo" -> answer(exchange, 200, body);
                case "/empty" -> exchange.sendResponseHeaders(200, -1);
                case "/rubbish" -> answer(exchange, 200, "<html>no JSON</html>");
                case "/two" -> answer(exchange, 200, "{} {}");
                case "/large" -> answer(exchange, 200, "\"" + "x".repeat(7_000_000) + "\"");
                case "/marked" -> {
                    exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                    answer(exchange, 200, "{\"errorType\": \"their.Error\", \"more\": 1}");
                }
                case "/marked-rubbish" -> {
                    exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                    answer(exchange, 200, "it broke");
                }
                case "/named" -> {
                    exchange.getResponseHeaders()
                            .set("X-Amzn-ErrorType", "TooManyRequestsException");
                    answer(exchange, 400, "{}");
                }
                case "/emulated-error" ->
                        answer(
                                exchange,
                                200,
                                "{\"errorType\": \"Error\", \"errorMessage\": \"m\", \"trace\": []}");
                case "/like-an-error" ->
                        answer(
                                exchange,
                                200,
                                "{\"errorType\": \"Error\", \"errorMessage\": \"m\", \"id\": 1}");
                case "/emulated-timeout" ->
                        answer(exchange, 200, "Task timed out after 3.00 seconds");
                case "/elsewhere" -> {
                    exchange.getResponseHeaders().set("Location", at("/echo").toString());
                    exchange.sendResponseHeaders(307, -1);
                }
                case "/hang" -> hang();
                case "/dribble" -> begin(exchange, this::hang);
                case "/cut" -> begin(exchange, () -> {});
                default -> answer(exchange, Integer.parseInt(path.replace("/status/", "")), "no");
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** Promises a thousand bytes and sends three. */
    private static void begin(HttpExchange exchange, Runnable then) throws IOException {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write("{\"a".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        then.run();
    }

    private void hang() {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdown();
    }
}
