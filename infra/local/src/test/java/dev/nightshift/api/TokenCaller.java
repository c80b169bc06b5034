package dev.nightshift.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.job.TestingJobs;
import java.io.IOException;

/**
 * Calls a function of the API as API Gateway does for a caller whose token it has checked. The
 * local gateway asks for none, so this goes past it.
 */
public final class TokenCaller {
    private TokenCaller() {}

    /**
     * What is answered to a caller.
     *
     * @param subject whom the token names
     * @param path with its query, if it has one
     * @param body empty for none
     * @param status that is expected
     */
    public static JsonNode call(
            TestingCloud cloud,
            String function,
            String subject,
            String method,
            String path,
            String body,
            int status)
            throws IOException {
        ObjectNode event = TestingJobs.JSON.createObjectNode();
        String[] parts = path.split("\\?", 2);
        event.put("version", "2.0").put("routeKey", "$default").put("rawPath", parts[0]);
        event.put("rawQueryString", parts.length > 1 ? parts[1] : "");
        if (parts.length > 1) {
            ObjectNode query = event.putObject("queryStringParameters");
            for (String pair : parts[1].split("&", -1)) {
                query.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
            }
        }
        event.putObject("headers").put("content-type", "application/json");
        ObjectNode context = event.putObject("requestContext");
        context.put("requestId", "test").put("stage", "$default").put("domainName", "local");
        context.putObject("http").put("method", method).put("path", parts[0]);
        context.putObject("authorizer").putObject("jwt").putObject("claims").put("sub", subject);
        event.put("isBase64Encoded", false);
        if (!body.isEmpty()) {
            event.put("body", body);
        }
        JsonNode answer = cloud.invoke(function, event.toString()).payload();
        assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(status);
        return TestingJobs.JSON.readTree(answer.path("body").asText());
    }
}
