package dev.nightshift.local.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What API Gateway makes of a function's answer, in payload format 2.0. */
final class ApiAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLAIN = "text/plain;charset=utf-8";
    private static final String CONTENT_TYPE = "content-type";

    /** The server says these itself. */
    private static final Set<String> OF_THE_SERVER =
            ImmutableSet.of("connection", "content-length", "date", "transfer-encoding");

    private ApiAnswer() {}

    /** With a status code it is the reply's parts, without one the reply's body. */
    static HttpReply of(String json) {
        try {
            JsonNode answer = JSON.readTree(json);
            return answer.has("statusCode") ? structured(answer) : HttpReply.json(200, json);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return serverError();
        }
    }

    static HttpReply serverError() {
        return message(500, "Internal Server Error");
    }

    /** An error as API Gateway words it. */
    static HttpReply message(int status, String text) {
        return HttpReply.json(status, JSON.createObjectNode().put("message", text).toString());
    }

    private static HttpReply structured(JsonNode answer) {
        int status = answer.path("statusCode").asInt();
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("no status of HTTP: " + status);
        }
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
            headers.put(
                    oneLine(header.getKey()).toLowerCase(Locale.ROOT),
                    oneLine(header.getValue().asText()));
        }
        headers.keySet().removeAll(OF_THE_SERVER);
        String type = headers.getOrDefault(CONTENT_TYPE, PLAIN);
        headers.remove(CONTENT_TYPE);
        return new HttpReply(status, type, headers, cookies(answer), body(answer));
    }

    private static List<String> cookies(JsonNode answer) {
        List<String> cookies = new ArrayList<>();
        answer.path("cookies").forEach(cookie -> cookies.add(oneLine(cookie.asText())));
        return cookies;
    }

    private static byte[] body(JsonNode answer) {
        JsonNode body = answer.path("body");
        if (!body.isTextual() && !body.isMissingNode() && !body.isNull()) {
            throw new IllegalArgumentException("the body is no text");
        }
        String text = body.asText("");
        return answer.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String oneLine(String text) {
        if (text.chars().anyMatch(character -> character < ' ' && character != '\t')) {
            throw new IllegalArgumentException("a header of more than one line");
        }
        return text;
    }
}
