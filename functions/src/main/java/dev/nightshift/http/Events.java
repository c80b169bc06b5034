package dev.nightshift.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.micronaut.http.HttpRequest;
import io.micronaut.servlet.http.ServletHttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The event that a request came in, which says more of it than the framework does. */
final class Events {
    private Events() {}

    static APIGatewayV2HTTPEvent of(HttpRequest<?> request) {
        return (APIGatewayV2HTTPEvent) ((ServletHttpRequest<?, ?>) request).getNativeRequest();
    }

    /** API Gateway's own id of the request. */
    static String requestId(HttpRequest<?> request) {
        return of(request).getRequestContext().getRequestId();
    }

    /** The parameters of the query, decoded; several of one name are joined by commas. */
    static Map<String, String> query(APIGatewayV2HTTPEvent event) {
        return orEmpty(event.getQueryStringParameters());
    }

    /** The headers, found in whatever case. */
    static Map<String, String> headers(APIGatewayV2HTTPEvent event) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(orEmpty(event.getHeaders()));
        return headers;
    }

    /** The body; empty if there is none. */
    static byte[] body(APIGatewayV2HTTPEvent event) {
        String body = Objects.requireNonNullElse(event.getBody(), "");
        return event.getIsBase64Encoded()
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
