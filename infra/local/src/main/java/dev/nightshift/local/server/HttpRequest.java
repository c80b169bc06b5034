package dev.nightshift.local.server;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request of HTTP.
 *
 * @param path decoded
 * @param bytes its body, read to a byte more than the largest that is taken
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record HttpRequest(HttpExchange exchange, String method, String path, byte[] bytes) {

    /** The body as UTF-8. */
    String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }
}
