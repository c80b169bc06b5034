package dev.nightshift.local.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer of HTTP.
 *
 * @param headers besides the content type and the cookies
 * @param cookies each the value of a header Set-Cookie
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record HttpReply(
        int status,
        String contentType,
        Map<String, String> headers,
        List<String> cookies,
        byte[] bytes) {

    HttpReply {
        headers = Map.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    HttpReply(int status, String contentType, Map<String, String> headers, String body) {
        this(status, contentType, headers, List.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with a header more. */
    HttpReply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new HttpReply(status, contentType, more, cookies, bytes);
    }

    static HttpReply json(int status, String body) {
        return new HttpReply(status, "application/json", Map.of(), body);
    }

    /** An error as RFC 9457 words it. */
    static HttpReply problem(int status, String title, String detail) {
        String body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .toString();
        return new HttpReply(status, "application/problem+json", Map.of(), body);
    }
}
