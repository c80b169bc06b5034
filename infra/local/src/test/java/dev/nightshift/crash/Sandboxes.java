package dev.nightshift.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.local.StackDescription;
import dev.nightshift.local.function.Binding;
import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.local.template.LambdaFunction;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Hosts the template's functions behind HTTP as Lambda does: an invocation has a sandbox to itself,
 * and a process that dies takes its sandbox with it, is heard of no more, and is reported as {@code
 * Runtime.ExitError}.
 */
final class Sandboxes implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 8;

    private final Map<String, LambdaFunction> functions = new HashMap<>();
    private final Function<String, Plan> plans;
    private final InstantSource clock;
    private final SdkHttpClient http;
    private final OpenAiRelay relay;
    private final Map<String, Object> surroundings = new HashMap<>();
    private final Map<String, Deque<Sandbox>> idle = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Set<Life> lives = ConcurrentHashMap.newKeySet();
    private volatile @Nullable FunctionProcesses processes;

    /**
     * @param plans where the processes that work for a job are to die, by the job's id; for {@code
     *     ""} those that work for all
     */
    Sandboxes(
            List<LambdaFunction> declared,
            Function<String, Plan> plans,
            OpenAiRelay relay,
            SdkHttpClient http,
            InstantSource clock)
            throws IOException {
        declared.forEach(function -> functions.put(function.logicalId(), function));
        this.plans = plans;
        this.relay = relay;
        this.http = http;
        this.clock = clock;
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Has invocations that are to halt run in other processes from now on. */
    void passOnTo(FunctionProcesses others) {
        processes = others;
    }

    /** Where functions take invocations, each under its logical id. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** By which a stack finds the functions here. */
    List<Binding> bindings() {
        URI here = address();
        return functions.keySet().stream()
                .map(name -> new Binding(name, here.resolve("/" + name)))
                .toList();
    }

    /** Says where the functions find bucket, table and state machine; before the first is asked. */
    void connect(StackDescription stack, Path scratch) {
        surroundings.put("aws.region", stack.region());
        surroundings.put("aws.access-key-id", LocalCredentials.ACCESS_KEY_ID);
        surroundings.put("aws.secret-key", LocalCredentials.SECRET_KEY);
        surroundings.put("aws.s3.path-style-access-enabled", true);
        Map.of("s3", stack.s3(), "dynamodb", stack.dynamoDb(), "states", stack.cloud())
                .forEach(
                        (service, endpoint) ->
                                surroundings.put(
                                        "aws.services.%s.endpoint-override".formatted(service),
                                        endpoint.toString()));
        surroundings.put("nightshift.scratch.folder", scratch.toString());
        surroundings.put("nightshift.openai.api-key", "sk-test");
    }

    /** Waits until no invocation runs, and lets none begin. */
    void pause() throws InterruptedException {
        places.acquire(AT_ONCE);
    }

    /** Waits until those have ended that went on though their callers had given them up. */
    void awaitLeft() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMinutes(2))
                .until(() -> lives.stream().noneMatch(Life::isBesideItsRepeat));
    }

    /** Lets invocations begin again. */
    void goOn() {
        places.release(AT_ONCE);
    }

    private void handle(HttpExchange exchange) throws IOException {
        handle(
                exchange,
                (function, event) -> {
                    JsonNode asked = JSON.readTree(event);
                    Plan plan = plans.apply(asked.path("job").asText(""));
                    FunctionProcesses elsewhere = processes;
                    return elsewhere != null && elsewhere.takes(plan, step(function, asked))
                            ? elsewhere.invoked(function, event, plan)
                            : invoked(function, event, plan, _ -> {});
                });
    }

    /** Runs an invocation according to a plan of its own. */
    void handle(HttpExchange exchange, Plan plan, Life.Death death) throws IOException {
        handle(exchange, (function, event) -> invoked(function, event, plan, death));
    }

    private void handle(HttpExchange exchange, Invoker invoker) throws IOException {
        try (exchange) {
            byte[] event = exchange.getRequestBody().readAllBytes();
            Answer answer;
            places.acquire();
            try {
                answer = invoker.invoked(exchange.getRequestURI().getPath().substring(1), event);
            } finally {
                places.release();
            }
            if (answer.failed()) {
                exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
            }
            byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer invoked(String function, byte[] event, Plan plan, Life.Death death)
            throws IOException {
        var answer = new CompletableFuture<Answer>();
        Life life =
                new Life(
                        step(function, JSON.readTree(event)),
                        plan,
                        where -> {
                            death.at(where);
                            answer.complete(died(where.toString()));
                        });
        lives.add(life);
        Thread.ofPlatform().daemon().start(() -> run(function, life, event, answer));
        Answer given = answer.join();
        life.noteAnswer();
        return given;
    }

    private void run(String function, Life life, byte[] event, CompletableFuture<Answer> answer) {
        Deque<Sandbox> free = idle.computeIfAbsent(function, _ -> new ConcurrentLinkedDeque<>());
        Sandbox sandbox = free.poll();
        try {
            sandbox = sandbox == null ? fresh(function) : sandbox;
            answer.complete(new Answer(sandbox.run(life, event), false));
        } catch (Throwable thrown) {
            // Whatever a function throws is its answer; of a dead one nobody hears any more.
            answer.complete(
                    failure(thrown.getClass().getName(), String.valueOf(thrown.getMessage())));
        }
        lives.remove(life);
        if (sandbox != null && life.isOver()) {
            sandbox.close();
        } else if (sandbox != null) {
            free.push(sandbox);
        }
    }

    private Sandbox fresh(String function) throws ReflectiveOperationException {
        LambdaFunction declared = Objects.requireNonNull(functions.get(function), function);
        return new Sandbox(declared, surroundings, relay, http, clock);
    }

    /** What an invocation is about, without what differs from run to run. */
    private static String step(String function, JsonNode event) {
        List<String> words = new ArrayList<>(List.of(function));
        for (String field : List.of("step", "batch", "attempt", "again")) {
            if (event.hasNonNull(field)) {
                words.add(field + " " + event.path(field).asText());
            }
        }
        if (event.hasNonNull("cursor")) {
            words.add("after batch " + event.at("/cursor/batches").asText());
        }
        return String.join(" ", words);
    }

    /** What Lambda says of a process that ended in the middle of an invocation. */
    static Answer died(String where) {
        return failure("Runtime.ExitError", where);
    }

    private static Answer failure(String type, String message) {
        return new Answer(
                JSON.createObjectNode()
                        .put("errorType", type)
                        .put("errorMessage", message)
                        .toString(),
                true);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        idle.values().forEach(free -> free.forEach(Sandbox::close));
    }

    /** What runs an invocation. */
    @FunctionalInterface
    private interface Invoker {
        Answer invoked(String function, byte[] event) throws IOException;
    }

    /** What an invocation came to. */
    record Answer(String json, boolean failed) {}
}
