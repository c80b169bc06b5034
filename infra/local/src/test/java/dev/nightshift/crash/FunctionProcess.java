package dev.nightshift.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.local.StackDescription;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/**
 * A process of its own that hosts functions, until it halts at one of the points that came with an
 * invocation. It says where on its output; nothing in it does anything more, as in a computer whose
 * power is gone.
 */
final class FunctionProcess {
    /** Headers of an invocation: the present, and the names of the points at which to halt. */
    static final String NOW = "X-Now";

    static final String HALT_AT = "X-Halt-At";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static volatile Instant now = Instant.EPOCH;

    private FunctionProcess() {}

    /**
     * Serves until its input ends.
     *
     * @param args the stack as JSON, and a folder for scratch
     */
    public static void main(String[] args) throws Exception {
        StackDescription stack = StackDescription.fromJson(args[0]);
        var sandboxes =
                new Sandboxes(
                        CrashWorld.declared(stack.openAi()),
                        _ -> new Plan(),
                        new OpenAiRelay(stack.openAi()),
                        ApacheHttpClient.builder().maxConnections(50).build(),
                        () -> now);
        sandboxes.connect(stack, Path.of(args[1]));
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> handle(exchange, sandboxes));
        server.start();
        System.out.println(server.getAddress().getPort());
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private static void handle(HttpExchange exchange, Sandboxes sandboxes) throws IOException {
        now = Instant.parse(exchange.getRequestHeaders().getFirst(NOW));
        Plan plan = new Plan();
        plan.armByName(
                List.of(
                        JSON.readValue(
                                exchange.getRequestHeaders().getFirst(HALT_AT), String[].class)));
        sandboxes.handle(exchange, plan, _ -> halt(plan));
    }

    private static void halt(Plan plan) {
        plan.met().forEach(System.out::println);
        System.out.flush();
        Runtime.getRuntime().halt(1);
    }
}
