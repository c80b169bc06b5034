package dev.nightshift.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that records what it is asked and answers as it was told, well or badly. */
final class FaultyServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<HttpHandler> answers = new ConcurrentLinkedQueue<>();

    FaultyServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What was asked; headers by their names in lower case. */
    record Request(String line, Map<String, String> headers, String body) {}

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    List<Request> requests() {
        return requests;
    }

    /** The first lines of all requests, as {@code GET /v1/batches}. */
    List<String> lines() {
        return requests.stream().map(Request::line).toList();
    }

    /** Answers the next request that has no answer yet with JSON, and headers in pairs. */
    FaultyServer json(int status, String body, String... headers) {
        return body(status, "application/json", body, headers);
    }

    FaultyServer body(int status, String type, String body, String... headers) {
        return next(
                exchange -> {
                    record(exchange, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    exchange.getResponseHeaders().set("Content-Type", type);
                    for (int i = 0; i < headers.length; i += 2) {
                        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
                    }
                    byte[] bytes = body.getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    /** Reads the next request and closes the connection. */
    FaultyServer silence() {
        return next(
                exchange -> {
                    record(exchange, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    throw new IOException("the connection is to break");
                });
    }

    /** Announces {@code length} bytes, 0 for chunks, sends fewer and closes the connection. */
    FaultyServer brokenAfter(int sent, long length) {
        return next(
                exchange -> {
                    record(exchange, "");
                    exchange.sendResponseHeaders(200, length);
                    exchange.getResponseBody().write(new byte[sent]);
                    exchange.getResponseBody().flush();
                    throw new IOException("the connection is to break");
                });
    }

    /** Sends {@code sent} bytes in chunks, or nothing at all if 0, and then no more. */
    FaultyServer stalledAfter(int sent) {
        return next(
                exchange -> {
                    record(exchange, "");
                    if (sent > 0) {
                        exchange.sendResponseHeaders(200, 0);
                        exchange.getResponseBody().write(new byte[sent]);
                        exchange.getResponseBody().flush();
                    }
                    try {
                        closed.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    FaultyServer next(HttpHandler answer) {
        answers.add(answer);
        return this;
    }

    void record(HttpExchange exchange, String body) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name, String.join(",", values)));
        requests.add(
                new Request(
                        exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                        headers,
                        body));
    }

    private void answer(HttpExchange exchange) throws IOException {
        HttpHandler answer = answers.poll();
        if (answer == null) {
            record(exchange, "");
            exchange.sendResponseHeaders(418, -1);
            exchange.close();
            return;
        }
        answer.handle(exchange);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
