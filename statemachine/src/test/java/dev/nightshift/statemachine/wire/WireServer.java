package dev.nightshift.statemachine.wire;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Step Functions on a loopback port, for clients of the real one. */
final class WireServer implements AutoCloseable {
    private final HttpServer server;

    WireServer(StepFunctionsApi api) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        Reply reply =
                                api.handle(
                                        exchange.getRequestHeaders().getFirst("X-Amz-Target"),
                                        exchange.getRequestBody().readAllBytes());
                        byte[] body = reply.bytes();
                        exchange.getResponseHeaders().set("Content-Type", Reply.CONTENT_TYPE);
                        exchange.sendResponseHeaders(reply.status(), body.length);
                        exchange.getResponseBody().write(body);
                    }
                });
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
