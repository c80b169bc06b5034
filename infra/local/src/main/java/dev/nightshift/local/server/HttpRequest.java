package dev.nightshift.local.server;

import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;

/**
 * A request of HTTP.
 *
 * @param body as UTF-8, read to a byte more than the largest that is taken
 */
record HttpRequest(HttpExchange exchange, String method, String path, String body) {

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }
}
