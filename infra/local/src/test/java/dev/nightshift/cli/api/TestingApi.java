package dev.nightshift.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/** An API that answers what it was told to, one answer after the other, and keeps what it heard. */
public final class TestingApi implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<Heard> heard = Collections.synchronizedList(new ArrayList<>());

    public TestingApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Status 0 breaks the connection off. */
    private record Answer(int status, String type, String body, Map<String, String> headers) {}

    /** A request; names of headers in any case. */
    record Heard(String method, URI uri, Map<String, String> headers, String body) {}

    public TestingApi answers(int status, String body, String... headers) {
        Map<String, String> more = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            more.put(headers[i], headers[i + 1]);
        }
        answers.add(new Answer(status, "application/json", body, more));
        return this;
    }

    public ApiAddress address() {
        return new ApiAddress(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    ApiClient client(Caller caller) {
        return client(caller, InstantSource.system());
    }

    ApiClient client(Caller caller, InstantSource clock) {
        return new ApiClient(address(), caller, Http.client(true), clock);
    }

    List<Heard> heard() {
        return heard;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, all) -> headers.put(name, all.getFirst()));
            heard.add(
                    new Heard(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            headers,
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            Answer answer = answers.remove();
            if (answer.status == 0) {
                return;
            }
            byte[] body = answer.body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type);
            answer.headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
