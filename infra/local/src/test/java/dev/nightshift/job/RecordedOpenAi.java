package dev.nightshift.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Plays back a batch that is over, as OpenAI's API gave it: a folder with {@code batch.json} and,
 * where there were some, {@code output.jsonl} and {@code error.jsonl}. Where there is a {@code
 * batch-later.json}, it is what every look after the first sees.
 */
final class RecordedOpenAi implements AutoCloseable {
    /** The instant of the end in all recordings; it is played back as the present. */
    private static final String END = "1790706000";

    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private Path recording = Path.of("");
    private int looks;

    RecordedOpenAi() throws IOException {
        server.createContext("/", this::answer);
        server.start();
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Begins to play a recording. */
    synchronized void play(Path folder) {
        recording = folder;
        looks = 0;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private byte[] answer(String method, String path) throws IOException {
        if (method.equals("DELETE")) {
            return "{\"deleted\":true}".getBytes(UTF_8);
        }
        if (method.equals("POST") && path.equals("/files")) {
            return "{\"id\":\"file-RequestsOfTheBatch001\",\"bytes\":1}".getBytes(UTF_8);
        }
        if (method.equals("POST")) {
            return Files.readAllBytes(recording.resolve("batch.json"));
        }
        if (path.startsWith("/batches/")) {
            return batch().replace(END, "" + Instant.now().getEpochSecond()).getBytes(UTF_8);
        }
        String file = path.contains("Errors") ? "error.jsonl" : "output.jsonl";
        return Files.readAllBytes(recording.resolve(file));
    }

    private String batch() throws IOException {
        Path later = recording.resolve("batch-later.json");
        return Files.readString(
                looks++ > 0 && Files.exists(later) ? later : recording.resolve("batch.json"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
