package dev.nightshift.cli.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * A call of the API.
 *
 * @param path from the address on, as in {@code /jobs}; encoded
 * @param query not encoded
 * @param body text as it is, which is YAML; all else as JSON; null for none
 * @param headers beside those that every call has
 * @param isRepeatable whether it does no more when it is heard twice
 */
public record ApiCall(
        SdkHttpMethod method,
        String path,
        Map<String, String> query,
        @Nullable Object body,
        Map<String, String> headers,
        boolean isRepeatable) {

    public ApiCall {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** Reads. */
    public static ApiCall get(String path) {
        return new ApiCall(SdkHttpMethod.GET, path, Map.of(), null, Map.of(), true);
    }

    /**
     * Changes something, each time that it is heard; see {@link #repeatable} and {@link #keyed}.
     */
    public static ApiCall post(String path, @Nullable Object body) {
        return new ApiCall(SdkHttpMethod.POST, path, Map.of(), body, Map.of(), false);
    }

    /** Writes in place of what was there. */
    public static ApiCall put(String path, Object body) {
        return new ApiCall(SdkHttpMethod.PUT, path, Map.of(), body, Map.of(), true);
    }

    public static ApiCall delete(String path) {
        return new ApiCall(SdkHttpMethod.DELETE, path, Map.of(), null, Map.of(), false);
    }

    /** A name that somebody typed, as a part of a path. */
    public static String encoded(String name) {
        return SdkHttpUtils.urlEncode(name);
    }

    /**
     * With a parameter.
     *
     * @param value null to leave it out
     */
    public ApiCall with(String parameter, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(parameter, value.toString());
        return new ApiCall(method, path, more, body, headers, isRepeatable);
    }

    /** The same under a key by which the API knows it again, so that it may be repeated. */
    public ApiCall keyed(String key) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put("Idempotency-Key", key);
        return new ApiCall(method, path, query, body, more, true);
    }

    /** The same where a repeat is harmless, because of what the body says. */
    public ApiCall repeatable() {
        return new ApiCall(method, path, query, body, headers, true);
    }
}
