package dev.nightshift.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A page in Chromium without a window. It is told what to do by the <a
 * href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>.
 */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;
    private int commands;

    private Browser(Process process, URI page, HttpClient http) {
        this.process = process;
        this.socket = http.newWebSocketBuilder().buildAsync(page, new Ear()).join();
    }

    /** Where the program is; empty when this computer has none. */
    static Optional<Path> program() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Opens a page.
     *
     * @param folder for the browser's own files
     */
    static Browser open(Path program, Path folder, URI page) throws Exception {
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + folder,
                                "about:blank")
                        .redirectErrorStream(true)
                        .redirectOutput(
                                folder.resolveSibling(folder.getFileName() + ".log").toFile())
                        .start();
        try {
            Path port = folder.resolve("DevToolsActivePort");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
            HttpClient http = HttpClient.newHttpClient();
            URI list =
                    URI.create(
                            "http://127.0.0.1:%s/json/list"
                                    .formatted(Files.readAllLines(port).getFirst()));
            JsonNode pages =
                    JSON.readTree(
                            http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                                    .body());
            URI address = URI.create(pages.path(0).path("webSocketDebuggerUrl").asText());
            var browser = new Browser(process, address, http);
            for (String domain : List.of("Network", "Log", "Runtime")) {
                browser.command(domain + ".enable", JSON.createObjectNode());
            }
            browser.command("Page.navigate", JSON.createObjectNode().put("url", page.toString()));
            return browser;
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** What a script of the page's comes to, as text. */
    String run(String script) {
        ObjectNode parameters = JSON.createObjectNode();
        parameters.put("expression", script).put("returnByValue", true);
        return command("Runtime.evaluate", parameters).path("result").path("value").asText();
    }

    /** Waits until a script comes to something. */
    void awaitTrue(String script) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> run("!!(" + script + ")").equals("true"));
    }

    /** The addresses that were asked for, refused ones included. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** What the page's console has of errors. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    private JsonNode command(String method, JsonNode parameters) {
        int id = ++commands;
        var answer = new CompletableFuture<JsonNode>();
        asked.put(id, answer);
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", parameters);
        socket.sendText(command.toString(), true).join();
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void heard(JsonNode message) {
        JsonNode said = message.path("params");
        switch (message.path("method").asText()) {
            case "Network.requestWillBeSent" ->
                    requests.add(said.path("request").path("url").asText());
            case "Log.entryAdded" -> note(said.path("entry"), said.path("entry").path("level"));
            case "Runtime.consoleAPICalled" -> note(said, said.path("type"));
            case "Runtime.exceptionThrown" -> errors.add(said.toString());
            default -> {
                CompletableFuture<JsonNode> waiting = asked.remove(message.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(message.path("result"));
                }
            }
        }
    }

    private void note(JsonNode entry, JsonNode level) {
        if (level.asText().equals("error")) {
            errors.add(entry.toString());
        }
    }

    /** Hears what the browser says. */
    private final class Ear implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                try {
                    heard(JSON.readTree(part.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    part.setLength(0);
                }
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    @Override
    public void close() throws InterruptedException {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }
}
