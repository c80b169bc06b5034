package dev.nightshift.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.buffer.netty.NettyByteBufferFactory;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.stream.InputStreamByteBody;
import io.micronaut.http.client.RawHttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The two calls that move a file. They are not in the declarative client, because it sends a stream
 * without a length and reads it on the thread that serves all connections, and because it loses the
 * body of an error to a streamed answer. Source: OpenAI, API reference, Files.
 */
@Singleton
final class OpenAiFiles {
    private final RawHttpClient http;
    private final String baseUrl;
    private final ExecutorService readers;
    private final ByteBodyFactory bodies =
            ByteBodyFactory.createDefault(NettyByteBufferFactory.DEFAULT);

    OpenAiFiles(
            @OpenAiCredentials
                    @Client(
                            value = OpenAiApi.BASE_URL,
                            configuration = OpenAiHttpConfiguration.ForLongCalls.class)
                    RawHttpClient http,
            OpenAiSettings settings,
            @Named(TaskExecutors.BLOCKING) ExecutorService readers) {
        this.http = http;
        this.baseUrl = settings.baseUrl().replaceAll("/+$", "");
        this.readers = readers;
    }

    /**
     * Sends a file of requests.
     *
     * @param content exactly {@code bytes} long; closed in any case
     */
    ByteBodyHttpResponse<?> upload(
            String filename, long bytes, InputStream content, @Nullable ExpiresAfter expiresAfter) {
        String boundary = UUID.randomUUID().toString();
        byte[] head = head(boundary, filename, expiresAfter).getBytes(UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(UTF_8);
        InputStream parts =
                new SequenceInputStream(
                        Collections.enumeration(
                                List.of(
                                        new ByteArrayInputStream(head),
                                        content,
                                        new ByteArrayInputStream(tail))));
        return exchange(
                HttpRequest.POST(uri("/files"), null)
                        .contentType("multipart/form-data; boundary=" + boundary),
                InputStreamByteBody.create(
                        parts,
                        OptionalLong.of(head.length + bytes + tail.length),
                        readers,
                        bodies));
    }

    /** Asks for a file's content; the answer's body must be read or closed. */
    ByteBodyHttpResponse<?> content(String fileId) {
        return exchange(
                HttpRequest.GET(uri("/files/" + URLEncoder.encode(fileId, UTF_8) + "/content")),
                bodies.createEmpty());
    }

    private ByteBodyHttpResponse<?> exchange(
            MutableHttpRequest<?> request, CloseableByteBody body) {
        return (ByteBodyHttpResponse<?>)
                Objects.requireNonNull(
                        Mono.from(http.exchange(request, body, Thread.currentThread())).block());
    }

    private URI uri(String path) {
        return URI.create(baseUrl + path);
    }

    private static String head(
            String boundary, String filename, @Nullable ExpiresAfter expiresAfter) {
        StringBuilder head = new StringBuilder();
        field(head, boundary, "purpose", "batch");
        if (expiresAfter != null) {
            field(head, boundary, "expires_after[anchor]", expiresAfter.anchor());
            field(head, boundary, "expires_after[seconds]", Long.toString(expiresAfter.seconds()));
        }
        return head.append("--" + boundary + "\r\n")
                .append("Content-Disposition: form-data; name=\"file\"; filename=\"")
                .append(filename)
                .append("\"\r\nContent-Type: application/jsonl\r\n\r\n")
                .toString();
    }

    private static void field(StringBuilder head, String boundary, String name, String value) {
        head.append("--" + boundary + "\r\n")
                .append("Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n")
                .append(value + "\r\n");
    }
}
