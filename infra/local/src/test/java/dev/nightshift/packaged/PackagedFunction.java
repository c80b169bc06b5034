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
import java.nio.file.Path;
import java.util.Map;
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
    private static final String RUNTIME = "/2018-06-01/runtime/";

    /** What the managed runtime has on the class path besides. */
    private static final String RUNTIME_CLASSES =
            Stream.of(AWSLambda.class, Context.class, PojoSerializer.class)
                    .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                    .map(jar -> Path.of(URI.create(jar.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));

    private final LambdaFunction declared;
    private final Path unpacked;
    private final HttpServer server;
    private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Event> begun = new ConcurrentHashMap<>();
    private Map<String, String> environment = Map.of();
    private @Nullable Process process;

    /**
     * @param unpacked the packaged zip's files
     */
    PackagedFunction(LambdaFunction declared, Path unpacked) throws IOException {
        this.declared = declared;
        this.unpacked = unpacked;
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
    void surroundedBy(Map<String, String> surroundings) {
        environment = surroundings;
    }

    /** What it has logged; no file before its first invocation. */
    Path log() {
        return unpacked.resolve(declared.logicalId() + ".log");
    }

    private void invoked(HttpExchange exchange) throws IOException {
        start();
        Event event =
                new Event(UUID.randomUUID().toString(), text(exchange), new CompletableFuture<>());
        waiting.add(event);
        Answer answer = event.answer().join();
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
        if (path.equals("init/error")) {
            waiting.forEach(event -> event.answer().complete(new Answer(body, true)));
        } else {
            Event event = begun.remove(parts[1]);
            if (event != null) {
                event.answer().complete(new Answer(body, parts[2].equals("error")));
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
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx" + declared.memoryMegabytes() * 4 / 5 + "m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                RUNTIME_CLASSES
                                        + File.pathSeparator
                                        + unpacked.resolve("lib").resolve("*"),
                                AWSLambda.class.getName(),
                                declared.handler())
                        .directory(unpacked.toFile())
                        .inheritIO()
                        .redirectOutput(log().toFile());
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
        process = begin.start();
        var _ =
                process.onExit()
                        .thenRun(
                                () ->
                                        Stream.concat(waiting.stream(), begun.values().stream())
                                                .forEach(
                                                        event ->
                                                                event.answer()
                                                                        .complete(
                                                                                Answer
                                                                                        .OF_THE_DEAD)));
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        server.stop(0);
    }

    private record Event(String id, String body, CompletableFuture<Answer> answer) {}

    private record Answer(String body, boolean isError) {
        static final Answer OF_THE_DEAD = new Answer("{\"errorType\":\"Runtime.ExitError\"}", true);
    }
}
