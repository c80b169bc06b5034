package dev.nightshift.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The calls of a process to AWS, each made by the life that the process is in. */
final class TappedHttpClient implements SdkHttpClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KEYS =
            List.of("/Key/sk/S", "/Item/sk/S", "/ExpressionAttributeValues/:prefix/S");

    private final SdkHttpClient http;
    private final Supplier<@Nullable Life> life;

    /**
     * @param http which is shared, and not closed here
     * @param life null while the process does nothing
     */
    TappedHttpClient(SdkHttpClient http, Supplier<@Nullable Life> life) {
        this.http = http;
        this.life = life;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest call = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                Life now = life.get();
                return now == null ? call.call() : made(now, request, call);
            }

            @Override
            public void abort() {
                call.abort();
            }
        };
    }

    private static HttpExecuteResponse made(
            Life life, HttpExecuteRequest request, ExecutableHttpRequest call) throws IOException {
        Call described = described(request);
        try {
            return life.make(described, () -> weathered(life.weatherAt(described), request, call));
        } catch (ProcessDied died) {
            call.abort();
            throw died;
        }
    }

    private static HttpExecuteResponse weathered(
            Weather weather, HttpExecuteRequest request, ExecutableHttpRequest call)
            throws IOException {
        boolean isS3 = target(request).isEmpty();
        return switch (weather) {
            case FAIR -> call.call();
            case THROTTLED -> isS3 ? refusal(503, "SlowDown") : refusal(400, "ThrottlingException");
            case BROKEN -> refusal(500, isS3 ? "InternalError" : "InternalServerError");
            case UNHEARD -> throw new SocketException("Connection reset");
            case SILENT -> {
                call.call();
                call.abort();
                throw new SocketTimeoutException("Read timed out");
            }
        };
    }

    /** As S3 and as the others word it. */
    private static HttpExecuteResponse refusal(int status, String code) {
        String body =
                Character.isUpperCase(code.charAt(0))
                                && (status == 503 || "InternalError".equals(code))
                        ? "<Error><Code>%s</Code><Message>m</Message></Error>".formatted(code)
                        : "{\"__type\":\"%s\",\"message\":\"m\"}".formatted(code);
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(status).build())
                .responseBody(
                        AbortableInputStream.create(
                                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    private static Call described(HttpExecuteRequest request) {
        return target(request)
                .map(target -> row(target.replaceAll(".*\\.", ""), body(request)))
                .orElseGet(() -> object(request.httpRequest()));
    }

    private static Optional<String> target(HttpExecuteRequest request) {
        return request.httpRequest().firstMatchingHeader("X-Amz-Target");
    }

    private static Call row(String operation, JsonNode body) {
        List<String> rows = new ArrayList<>();
        for (String key : KEYS) {
            JsonNode found = body.at(key);
            if (!found.isMissingNode()) {
                rows.add(found.asText());
            }
        }
        if (operation.startsWith("Transact")) {
            body.findValues("sk").forEach(sk -> rows.add(sk.path("S").asText()));
        }
        return new Call(operation, masked(String.join("+", rows)));
    }

    private static Call object(SdkHttpRequest request) {
        var query = request.rawQueryParameters();
        String operation =
                switch (request.method()) {
                    case GET -> query.containsKey("list-type") ? "ListObjectsV2" : "GetObject";
                    case HEAD -> "HeadObject";
                    case DELETE ->
                            query.containsKey("uploadId") ? "AbortMultipartUpload" : "DeleteObject";
                    case PUT ->
                            query.containsKey("partNumber")
                                    ? request.firstMatchingHeader("x-amz-copy-source").isPresent()
                                            ? "UploadPartCopy"
                                            : "UploadPart"
                                    : "PutObject";
                    case POST ->
                            query.containsKey("uploads")
                                    ? "CreateMultipartUpload"
                                    : query.containsKey("uploadId")
                                            ? "CompleteMultipartUpload"
                                            : "DeleteObjects";
                    case PATCH, OPTIONS -> request.method().name();
                };
        return new Call(operation, masked(request.encodedPath()));
    }

    /** Without the id of the job, its day and the version of its task, and whatever is no word. */
    private static String masked(String target) {
        return target.replaceFirst(".*/jobs/[^/]+/", "")
                .replaceAll("\\d{8}-[a-z0-9]{12}", "~")
                .replaceAll("[0-9a-zA-Z-]*\\d{9}[0-9a-zA-Z-]*", "~")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}#(\\w+)@\\d+#", "$1#")
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "~")
                .replaceAll("done/[0-9a-f]{32}/", "done/~/");
    }

    private static JsonNode body(HttpExecuteRequest request) {
        try (InputStream in = request.contentStreamProvider().orElseThrow().newStream()) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {}
}
