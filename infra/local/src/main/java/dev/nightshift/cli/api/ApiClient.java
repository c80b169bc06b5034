package dev.nightshift.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Calls the API. What may be repeated is, while nobody answers or somebody in between is
 * overloaded; what is never heard of again ends in an {@link ApiUnreachableException}.
 */
public final class ApiClient implements AutoCloseable {
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    /** Larger answers are no answers of ours, which API Gateway would not let through. */
    private static final int LARGEST_ANSWER = 10_000_000;

    private final ApiAddress address;
    private final Caller caller;
    private final SdkHttpClient http;
    private final InstantSource clock;

    ApiClient(ApiAddress address, Caller caller, SdkHttpClient http, InstantSource clock) {
        this.address = address;
        this.caller = caller;
        this.http = http;
        this.clock = clock;
    }

    /**
     * A client of the API at an address.
     *
     * @param environment the process's, which may hold a token
     */
    public static ApiClient to(ApiAddress address, Map<String, String> environment) {
        return new ApiClient(
                address,
                Caller.of(address, environment),
                Http.client(address.isLocal()),
                InstantSource.system());
    }

    public ApiAddress address() {
        return address;
    }

    /** Files that lie in the bucket. */
    public Transfers transfers() {
        return new Transfers(http);
    }

    /**
     * Makes a call.
     *
     * @throws ApiException when it was refused or not heard of again; its message is for the user
     */
    public ApiAnswer send(ApiCall call) {
        byte[] body = body(call.body());
        for (int tried = 1; ; tried++) {
            boolean isLast = tried == TRIES;
            Duration pause = growing(FIRST_PAUSE, tried);
            try {
                HttpExecuteResponse response = execute(call, body);
                JsonNode json = read(response);
                if (response.httpResponse().isSuccessful()) {
                    return ApiAnswer.of(response.httpResponse(), json);
                }
                if (isLast || !isWorthRepeating(call, response.httpResponse().statusCode())) {
                    throw new Refusal(address, caller, response.httpResponse(), json)
                            .told(clock.instant());
                }
                pause = ApiAnswer.retryAfter(response.httpResponse()).orElse(pause);
            } catch (IOException e) {
                if (isLast || !call.isRepeatable() || isHopeless(e)) {
                    throw new ApiUnreachableException(unheard(e), e);
                }
            }
            pause(pause);
        }
    }

    /** Makes a call and reads what it answers. */
    public <T> T send(ApiCall call, Class<T> type) {
        return send(call).as(type);
    }

    private HttpExecuteResponse execute(ApiCall call, byte[] body) throws IOException {
        SdkHttpRequest request = caller.introduce(request(call, body), body);
        HttpExecuteRequest.Builder execute = HttpExecuteRequest.builder().request(request);
        if (body.length > 0) {
            execute.contentStreamProvider(() -> new ByteArrayInputStream(body));
        }
        return http.prepareRequest(execute.build()).call();
    }

    private SdkHttpRequest request(ApiCall call, byte[] body) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder()
                        .method(call.method())
                        .uri(address.uri())
                        .encodedPath(
                                Objects.requireNonNullElse(address.uri().getRawPath(), "")
                                        + call.path())
                        .putHeader("Accept", "application/json, application/problem+json");
        call.query().forEach(request::putRawQueryParameter);
        call.headers().forEach(request::putHeader);
        if (call.body() != null) {
            request.putHeader(
                    "Content-Type",
                    call.body() instanceof String ? "application/yaml" : "application/json");
        }
        if (body.length > 0) {
            request.putHeader("Content-Length", Integer.toString(body.length));
        }
        return request.build();
    }

    private static byte[] body(@Nullable Object body) {
        try {
            return switch (body) {
                case null -> new byte[0];
                case String text -> text.getBytes(StandardCharsets.UTF_8);
                default -> ApiJson.MAPPER.writeValueAsBytes(body);
            };
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was answered; missing where that is no JSON, as with the pages of some gateways. */
    private JsonNode read(HttpExecuteResponse response) throws IOException {
        if (response.responseBody().isEmpty()) {
            return MissingNode.getInstance();
        }
        try (InputStream body = response.responseBody().get()) {
            byte[] taken = body.readNBytes(LARGEST_ANSWER);
            return ApiJson.MAPPER.readTree(taken);
        } catch (JsonProcessingException e) {
            if (response.httpResponse().isSuccessful()) {
                throw new ApiException(
                        response.httpResponse().statusCode(),
                        "%s answers something that is not Nightshift's API".formatted(address));
            }
            return MissingNode.getInstance();
        }
    }

    /** 429 is said before anything was done. */
    private static boolean isWorthRepeating(ApiCall call, int status) {
        return status == 429 || (call.isRepeatable() && status >= 502 && status <= 504);
    }

    private static boolean isHopeless(IOException e) {
        return e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof SSLException;
    }

    private String unheard(IOException e) {
        return switch (e) {
            case ConnectException refused ->
                    address.isLocal()
                            ? "no stack answers at %s; 'nightshift up' starts one and prints the address of its HTTP API"
                                    .formatted(address)
                            : "nothing answers at %s; is the address right, and the network there?"
                                    .formatted(address);
            case UnknownHostException unknown ->
                    "there is no host %s; is the address right, and the network there?"
                            .formatted(address.uri().getHost());
            case SSLException insecure ->
                    "no secure connection to %s could be made: %s"
                            .formatted(address, insecure.getMessage());
            default ->
                    "%s was not heard of again (%s); try again".formatted(address, e.getMessage());
        };
    }

    static Duration growing(Duration first, int tried) {
        double factor = Math.pow(2, tried - 1) * ThreadLocalRandom.current().nextDouble(0.5, 1);
        return Duration.ofMillis((long) (first.toMillis() * factor));
    }

    static void pause(Duration wanted) {
        try {
            Thread.sleep(wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(0, "stopped");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
