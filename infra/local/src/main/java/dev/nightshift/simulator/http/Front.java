package dev.nightshift.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.simulator.chance.Chance;
import dev.nightshift.time.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server, on loopback only. It knows routes, authorisation and the shape of errors, and
 * leaves the meaning of a call to its handler. Each call has a virtual thread of its own.
 */
public final class Front implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final int COPY_BUFFER = 1 << 18;
    private static final int BACKLOG = 1024;

    static {
        // Without it every small answer on a kept connection waits for a delayed ACK (about 40 ms).
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Connections are kept for longer than clients keep them, so that it is the client who
        // closes and no call meets a connection that is being closed.
        System.setProperty("sun.net.httpserver.idleInterval", "600");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private final HttpServer server;
    private final Provider provider;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Endpoint, Handler> handlers;
    private final Calls calls;
    private final Faults faults;
    private final Chance chance;

    /** The meaning of a call. */
    @FunctionalInterface
    public interface Handler {
        Answer answer(Call call) throws IOException;
    }

    /**
     * Starts it.
     *
     * @param port 0 for any that is free
     * @throws IOException when the port is taken
     */
    public Front(
            int port,
            Provider provider,
            Map<Endpoint, Handler> handlers,
            Map<Endpoint, HttpFault> faults,
            Calls calls,
            Chance chance,
            Timeline time)
            throws IOException {
        this.provider = provider;
        this.handlers = Map.copyOf(handlers);
        this.calls = calls;
        this.chance = chance;
        this.faults = new Faults(faults, chance, time);
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::exchange);
        server.start();
    }

    /** Where clients find it, with the version: {@code http://127.0.0.1:port/v1}. */
    public URI baseUrl() {
        InetSocketAddress address = server.getAddress();
        return URI.create(
                "http://%s:%d/v1"
                        .formatted(address.getAddress().getHostAddress(), address.getPort()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        } catch (IOException e) {
            LOG.debug("A caller went away: {}", e.toString());
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        if (!provider.isAuthorised(exchange.getRequestHeaders())) {
            return Answer.refused(
                    401,
                    ApiError.invalid(
                            "You didn't provide an API key in an Authorization header using Bearer"
                                    + " auth (i.e. Authorization: Bearer YOUR_KEY).",
                            null,
                            null));
        }
        Optional<Endpoint.Match> match =
                Endpoint.match(method, path).filter(one -> provider.offers(one.endpoint()));
        if (match.isEmpty()) {
            return Answer.refused(
                    404,
                    ApiError.invalid("Invalid URL (%s %s)".formatted(method, path), null, null));
        }
        Endpoint endpoint = match.get().endpoint();
        long number = calls.next(endpoint);
        try (InputStream body = exchange.getRequestBody()) {
            return faults.answer(
                    endpoint,
                    number,
                    late ->
                            handle(
                                    exchange,
                                    match.get(),
                                    body,
                                    late,
                                    callChance(endpoint, number)));
        } finally {
            calls.ended(endpoint);
        }
    }

    private Chance callChance(Endpoint endpoint, long number) {
        return chance.of(endpoint.wireName()).of(number);
    }

    private Answer handle(
            HttpExchange exchange,
            Endpoint.Match match,
            InputStream body,
            Duration late,
            Chance callChance)
            throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        Handler handler = handlers.get(match.endpoint());
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        Call call = new Call(match.id(), query, type == null ? "" : type, body, late, callChance);
        try {
            return handler == null
                    ? Answer.refused(501, ApiError.ofStatus(501))
                    : handler.answer(call);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) {
            LOG.error("The simulator failed at {}", match.endpoint(), e);
            return Answer.refused(500, ApiError.ofStatus(500));
        }
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("x-request-id", "req_" + UUID.randomUUID().toString().replace("-", ""));
        headers.set("openai-version", "2020-10-01");
        answer.headers().forEach(headers::set);
        switch (answer) {
            case Answer.Body body -> {
                byte[] bytes = Json.MAPPER.writeValueAsBytes(body.json());
                headers.set("Content-Type", "application/json");
                exchange.sendResponseHeaders(body.status(), bytes.length);
                exchange.getResponseBody().write(bytes);
            }
            case Answer.Download download -> {
                headers.set("Content-Type", "application/octet-stream");
                long size = Files.size(download.file());
                exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
                try (InputStream in = Files.newInputStream(download.file())) {
                    copy(in, exchange.getResponseBody());
                }
            }
            case Answer.Dropped _ -> {
                // Closing an exchange that has sent nothing closes its connection.
            }
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[COPY_BUFFER];
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
    }
}
