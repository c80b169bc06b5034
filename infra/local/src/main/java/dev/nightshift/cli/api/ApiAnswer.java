package dev.nightshift.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * What the API answered to a call that it understood.
 *
 * @param status 200 to 299
 * @param body missing where there was none
 * @param headers by their names in lower case, one value each
 */
public record ApiAnswer(int status, JsonNode body, Map<String, String> headers) {
    public ApiAnswer {
        headers = Map.copyOf(headers);
    }

    static ApiAnswer of(SdkHttpResponse response, JsonNode body) {
        Map<String, String> headers = new HashMap<>();
        response.headers()
                .forEach((name, all) -> headers.put(name.toLowerCase(Locale.ROOT), all.getFirst()));
        return new ApiAnswer(response.statusCode(), body, headers);
    }

    static Optional<Duration> retryAfter(SdkHttpResponse response) {
        return response.firstMatchingHeader("Retry-After")
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    /** The value of a header, if it is there. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether the work goes on, and there is a place to look. */
    public boolean isAccepted() {
        return status == 202;
    }

    /**
     * The body as a record of ours.
     *
     * @throws ApiException if it is something else
     */
    public <T> T as(Class<T> type) {
        try {
            return ApiJson.MAPPER.treeToValue(body, type);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new ApiException(
                    status,
                    "the API answered something else than this command knows; are both of one version? (%s)"
                            .formatted(type.getSimpleName()));
        }
    }
}
