package dev.nightshift.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * What the API answered to a call that it understood.
 *
 * @param status 200 to 299
 * @param body missing where there was none
 * @param retryAfter when to look again, if the API says so
 */
public record ApiAnswer(int status, JsonNode body, Optional<Duration> retryAfter) {

    static ApiAnswer of(SdkHttpResponse response, JsonNode body) {
        return new ApiAnswer(response.statusCode(), body, retryAfter(response));
    }

    static Optional<Duration> retryAfter(SdkHttpResponse response) {
        return response.firstMatchingHeader("Retry-After")
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
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
