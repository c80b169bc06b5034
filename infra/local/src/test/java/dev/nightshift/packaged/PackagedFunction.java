package dev.nightshift.packaged;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.local.template.LambdaFunction;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A function in a process of its own that has nothing but what is packaged and what Lambda adds,
 * asked for work by way of the <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>. It is
 * started at its first invocation.
 */
final class PackagedFunction implements AutoCloseable {
    private static final String ESTABLISHED = "01";
    private static final String RUNTIME = "/2018-06-01/runtime/";

    /** What the managed runtime has on the class path besides. */
    private static final String RUNTIME_CLASSES =
            Stream.of(AWSLambda.class, Context.class, PojoSerializer.class)
                    .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                    .map(jar -> Path.of(URI.create(jar.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));

    private final LambdaFunction declared;
    private final Path unpacked;
    private final List<String> options;
    private final HttpServer server;
    private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Event> begun = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> primed = new CompletableFuture<>();
    private final CompletableFuture<Void> restored = new CompletableFuture<>();
    private Map<String, String> environment = Map.of();
    private Path log;
    private volatile long startedAt;
    private volatile @Nullable String lastEvent;
    private @Nullable Process process;

    /**
     * @param unpacked the packaged zip's files
     * @param options of the JVM, besides those that Lambda gives it
     */
    PackagedFunction(LambdaFunction declared, Path unpacked, String... options) throws IOException {
        this.declared = declared;
        this.unpacked = unpacked;
        this.options = List.of(options);
        log = unpacked.resolve(declared.logicalId() + ".log");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/invoke", this::invoked);
        server.createContext(RUNTIME, this::asked);
        server.start();
    }

    /** Where it takes invocations. */
    URI address() {
        return URI.create("http://127.0.0.1:%d/invoke".formatted(server.getAddress().getPort()));
    }

    /** Says what else is in the environment that the process will have. */
    PackagedFunction surroundedBy(Map<String, String> surroundings) {
        environment = surroundings;
        return this;
    }

    /** Says where its log is to be; else it lies beside the packaged files. */
    PackagedFunction loggingTo(Path file) {
        log = file;
        return this;
    }

    /** The ports that its process is connected to, as Linux tells. */
    List<Integer> connectedTo() throws IOException {
        Path about = Path.of("/proc", Long.toString(Objects.requireNonNull(process).pid()));
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> files = Files.list(about.resolve("fd"))) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) {
                    sockets.add(Files.readSymbolicLink(file).toString());
                }
            }
        }
        List<Integer> ports = new ArrayList<>();
        for (String protocol : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(about.resolve("net").resolve(protocol))) {
                String[] words = line.strip().split(" +", -1);
                if (sockets.contains("socket:[" + words[9] + "]") && words[3].equals(ESTABLISHED)) {
                    ports.add(Integer.parseInt(words[2].substring(words[2].indexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }

    /** The last event that it was given; empty before the first. */
    String lastEvent() {
        return Objects.requireNonNullElse(lastEvent, "");
    }

    /**
     * Starts the process as for a snapshot, and waits until one would be taken. It goes on with the
     * next event.
     */
    void prime() throws IOException {
        environment = new HashMap<>(environment);
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        start();
        primed.join();
        startedAt = 0;
    }

    /** Gives it an event, and says what it answered and when. */
    Answer take(String body) throws IOException {
        start();
        Event event = new Event(UUID.randomUUID().toString(), body, new CompletableFuture<>());
        lastEvent = body;
        waiting.add(event);
        if (startedAt == 0) {
            startedAt = System.nanoTime();
            restored.complete(null);
        }
        return event.answer().join();
    }

    /** How long after its process began, or was told to go on, an answer was there. */
    Duration after(Answer answer) {
        return Duration.ofNanos(answer.at() - startedAt);
    }

    /** What its process has taken of the processors. */
    Duration processorTime() {
        return Objects.requireNonNull(process).info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Ends the process in order, so that the JVM writes what it has learned. */
    void end() throws InterruptedException {
        Process running = Objects.requireNonNull(process);
        running.destroy();
        running.waitFor();
    }

    /** What it has logged; no file before its first invocation. */
    Path log() {
        return log;
    }

    private void invoked(HttpExchange exchange) throws IOException {
        Answer answer = take(text(exchange));
        if (answer.isError()) {
            exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        reply(exchange, 200, answer.body());
    }

    /** Answers the process: the next event, or thanks for what became of one. */
    private void asked(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(RUNTIME.length());
        String body = text(exchange);
        if (path.equals("invocation/next")) {
            give(exchange);
            return;
        }
        String[] parts = path.split("/", -1);
        if (path.equals("restore/next")) {
            primed.complete(null);
            restored.join();
            reply(exchange, 200, "");
            return;
        }
        if (path.equals("init/error")) {
            primed.completeExceptionally(new IllegalStateException(body));
            waiting.forEach(event -> event.answer().complete(Answer.error(body)));
        } else {
            Event event = begun.remove(parts[1]);
            if (event != null) {
                event.answer()
                        .complete(new Answer(body, parts[2].equals("error"), System.nanoTime()));
            }
        }
        reply(exchange, 202, "");
    }

    private void give(HttpExchange exchange) throws IOException {
        try {
            Event event = waiting.take();
            begun.put(event.id(), event);
            var headers = exchange.getResponseHeaders();
            // Its native client takes a null for text where this is not said.
            headers.add("Content-Type", "application/json");
            headers.add("Lambda-Runtime-Aws-Request-Id", event.id());
            headers.add("Lambda-Runtime-Invoked-Function-Arn", declared.arn());
            headers.add(
                    "Lambda-Runtime-Deadline-Ms",
                    Long.toString(System.currentTimeMillis() + declared.timeout().toMillis()));
            reply(exchange, 200, event.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private synchronized void start() throws IOException {
        if (process != null) {
            return;
        }
        ProcessBuilder begin =
                new ProcessBuilder(command())
                        .directory(unpacked.toFile())
                        .inheritIO()
                        .redirectOutput(log.toFile());
        begin.environment().clear();
        begin.environment().putAll(declared.environment());
        begin.environment().putAll(environment);
        begin.environment()
                .putAll(
                        Map.of(
                                "AWS_LAMBDA_RUNTIME_API",
                                "127.0.0.1:" + server.getAddress().getPort(),
                                "AWS_LAMBDA_FUNCTION_NAME",
                                declared.name(),
                                "AWS_LAMBDA_FUNCTION_VERSION",
                                "1",
                                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                                Integer.toString(declared.memoryMegabytes()),
                                "AWS_LAMBDA_LOG_FORMAT",
                                "JSON",
                                "AWS_LAMBDA_LOG_GROUP_NAME",
                                "none",
                                "AWS_LAMBDA_LOG_STREAM_NAME",
                                "none",
                                "LAMBDA_TASK_ROOT",
                                unpacked.toString(),
                                "_HANDLER",
                                declared.handler()));
        startedAt = System.nanoTime();
        process = begin.start();
        var _ = process.onExit().thenRun(this::ended);
    }

    private List<String> command() {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx" + declared.memoryMegabytes() * 4 / 5 + "m"));
        command.addAll(options);
        command.addAll(
                List.of(
                        "-cp",
                        RUNTIME_CLASSES + File.pathSeparator + unpacked.resolve("lib").resolve("*"),
                        AWSLambda.class.getName(),
                        declared.handler()));
        return command;
    }

    private void ended() {
        Stream.concat(waiting.stream(), begun.values().stream())
                .forEach(
                        event ->
                                event.answer()
                                        .complete(
                                                Answer.error(
                                                        "{\"errorType\":\"Runtime.ExitError\"}")));
        primed.completeExceptionally(new IllegalStateException("the process has ended"));
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        server.stop(0);
    }

    private record Event(String id, String body, CompletableFuture<Answer> answer) {}

    /**
     * What came of an event.
     *
     * @param at when, as {@link System#nanoTime} has it
     */
    record Answer(String body, boolean isError, long at) {
        static Answer error(String body) {
            return new Answer(body, true, System.nanoTime());
        }
    }
}
