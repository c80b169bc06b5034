package dev.nightshift.local.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A request as a function sees it: API Gateway's <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">payload
 * format 2.0</a>.
 */
final class ApiEvent {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Set<String> TEXTS =
            Set.of("application/javascript", "application/json", "application/xml");

    private ApiEvent() {}

    static String of(HttpRequest request, RouteMatch match, Instant now) {
        HttpExchange exchange = request.exchange();
        Map<String, String> headers = headers(exchange);
        Optional<String> query = Optional.ofNullable(exchange.getRequestURI().getRawQuery());
        ObjectNode event = NODES.objectNode();
        event.put("version", "2.0");
        event.put("routeKey", match.route().key());
        event.put("rawPath", exchange.getRequestURI().getRawPath());
        event.put("rawQueryString", query.orElse(""));
        List<String> cookies = cookies(exchange);
        if (!cookies.isEmpty()) {
            ArrayNode list = event.putArray("cookies");
            cookies.forEach(list::add);
        }
        event.set("headers", object(headers));
        query.filter(text -> !text.isEmpty())
                .ifPresent(text -> event.set("queryStringParameters", object(parameters(text))));
        event.set("requestContext", context(exchange, match, headers, now));
        if (!match.pathParameters().isEmpty()) {
            event.set("pathParameters", object(match.pathParameters()));
        }
        putBody(event, request.bytes(), headers.getOrDefault("content-type", ""));
        return event.toString();
    }

    private static ObjectNode context(
            HttpExchange exchange, RouteMatch match, Map<String, String> headers, Instant now) {
        ObjectNode context = NODES.objectNode();
        context.put("accountId", "000000000000");
        context.put("apiId", "local");
        context.put("domainName", headers.getOrDefault("host", Loopback.HOST));
        context.put("domainPrefix", "local");
        context.putObject("http")
                .put("method", exchange.getRequestMethod())
                .put("path", exchange.getRequestURI().getRawPath())
                .put("protocol", exchange.getProtocol())
                .put("sourceIp", exchange.getRemoteAddress().getAddress().getHostAddress())
                .put("userAgent", headers.getOrDefault("user-agent", ""));
        // Whoever reaches this server has the stack.
        context.putObject("authorizer")
                .putObject("iam")
                .put("accountId", "000000000000")
                .put("userArn", "arn:aws:iam::000000000000:user/local");
        context.put("requestId", UUID.randomUUID().toString());
        context.put("routeKey", match.route().key());
        context.put("stage", "$default");
        context.put("time", TIME.format(now));
        context.put("timeEpoch", now.toEpochMilli());
        return context;
    }

    /** In lower case, values of the same name joined; cookies have a place of their own. */
    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                headers.put(
                                        name.toLowerCase(Locale.ROOT), String.join(",", values)));
        headers.remove("cookie");
        headers.put("x-forwarded-for", exchange.getRemoteAddress().getAddress().getHostAddress());
        headers.put("x-forwarded-port", Integer.toString(exchange.getLocalAddress().getPort()));
        headers.put("x-forwarded-proto", "http");
        return headers;
    }

    private static List<String> cookies(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .filter(cookie -> !cookie.isEmpty())
                .toList();
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!name.isEmpty()) {
                parameters.merge(name, value, (first, second) -> first + "," + second);
            }
        }
        return parameters;
    }

    private static void putBody(ObjectNode event, byte[] bytes, String contentType) {
        boolean encoded = bytes.length > 0 && !isText(contentType);
        if (bytes.length > 0) {
            event.put(
                    "body",
                    encoded
                            ? Base64.getEncoder().encodeToString(bytes)
                            : new String(bytes, StandardCharsets.UTF_8));
        }
        event.put("isBase64Encoded", encoded);
    }

    private static boolean isText(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.startsWith("text/") || type.endsWith("+json") || TEXTS.contains(type);
    }

    private static ObjectNode object(Map<String, String> entries) {
        ObjectNode object = NODES.objectNode();
        entries.forEach(object::put);
        return object;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
