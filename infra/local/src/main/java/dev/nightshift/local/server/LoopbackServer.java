package dev.nightshift.local.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP on one loopback port, for programs of this computer only; see {@link LocalCallers}. */
final class LoopbackServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int BACKLOG = 256;
    private static final Set<Integer> BODILESS = Set.of(204, 304);

    static {
        // Without it every small answer waits 40 ms for the receiver's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final int largestBody;
    private final List<String> origins;
    private final Function<HttpRequest, HttpReply> routes;

    private LoopbackServer(
            HttpServer server,
            ExecutorService threads,
            int largestBody,
            List<String> origins,
            Function<HttpRequest, HttpReply> routes) {
        this.server = server;
        this.threads = threads;
        this.largestBody = largestBody;
        this.origins = List.copyOf(origins);
        this.routes = routes;
    }

    /**
     * @param largestBody bytes of a request's body that are read at most; routes see one more where
     *     there were more
     * @throws IOException if the port is taken
     */
    static LoopbackServer start(int port, int largestBody, Function<HttpRequest, HttpReply> routes)
            throws IOException {
        return start(port, largestBody, List.of(), routes);
    }

    /**
     * The same for pages of other sites as well.
     *
     * @param origins of those sites
     */
    static LoopbackServer start(
            int port,
            int largestBody,
            List<String> origins,
            Function<HttpRequest, HttpReply> routes)
            throws IOException {
        HttpServer server = HttpServer.create(Loopback.address(port), BACKLOG);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        LoopbackServer made = new LoopbackServer(server, threads, largestBody, origins, routes);
        server.setExecutor(threads);
        server.createContext("/", made::handle);
        server.start();
        return made;
    }

    URI uri() {
        return Loopback.uri(server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, reply(exchange));
        }
    }

    private HttpReply reply(HttpExchange exchange) throws IOException {
        if (!LocalCallers.admits(exchange.getRequestHeaders(), origins)) {
            return HttpReply.problem(
                    403, "Forbidden", "This address answers programs of this computer only.");
        }
        try (InputStream body = exchange.getRequestBody()) {
            byte[] taken = body.readNBytes(largestBody + 1);
            // A caller that is still sending would lose the answer.
            body.transferTo(OutputStream.nullOutputStream());
            return routes.apply(
                    new HttpRequest(
                            exchange,
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            taken));
        } catch (RuntimeException e) {
            LOG.error("{} failed", exchange.getRequestURI().getPath(), e);
            return HttpReply.problem(500, "Internal Server Error", "See the log.");
        }
    }

    private static void send(HttpExchange exchange, HttpReply reply) throws IOException {
        byte[] body = reply.bytes();
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        reply.cookies().forEach(one -> exchange.getResponseHeaders().add("Set-Cookie", one));
        boolean silent =
                body.length == 0
                        || exchange.getRequestMethod().equals("HEAD")
                        || BODILESS.contains(reply.status());
        exchange.sendResponseHeaders(reply.status(), silent ? -1 : body.length);
        if (!silent) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /**
     * Takes no more requests and waits a little for those under way. They are not interrupted: an
     * interrupt in the middle of writing closes the state machine's file.
     */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Requests were still under way when the server closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
