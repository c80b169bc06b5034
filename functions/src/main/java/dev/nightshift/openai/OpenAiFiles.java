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
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
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
    private final OpenAiHttpConfiguration.ForDownload forDownload;
    private final OpenAiCredentialsFilter credentials;
    private final Provider provider;
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
            OpenAiHttpConfiguration.ForDownload forDownload,
            OpenAiCredentialsFilter credentials,
            OpenAiSettings settings,
            @Named(TaskExecutors.BLOCKING) ExecutorService readers) {
        this.http = http;
        this.forDownload = forDownload;
        this.credentials = credentials;
        this.provider = settings.provider();
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
                http,
                HttpRequest.POST(uri("/files"), null)
                        .contentType("multipart/form-data; boundary=" + boundary),
                InputStreamByteBody.create(
                        parts,
                        OptionalLong.of(head.length + bytes + tail.length),
                        readers,
                        bodies));
    }

    /**
     * Asks for a file's content, over a client of its own: a client that is shared reads what its
     * caller no longer wants to the end, up to a gigabyte of it.
     */
    Incoming content(String fileId) {
        URI uri = uri("/files/" + URLEncoder.encode(fileId, UTF_8) + "/content");
        MutableHttpRequest<?> request = HttpRequest.GET(uri);
        credentials.sign(request);
        RawHttpClient once = RawHttpClient.create(URI.create(baseUrl), forDownload);
        try {
            return new Incoming(exchange(once, request, bodies.createEmpty()), once);
        } catch (RuntimeException e) {
            close(once);
            throw e;
        }
    }

    private static void close(RawHttpClient client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBodyHttpResponse<?> exchange(
            RawHttpClient client, MutableHttpRequest<?> request, CloseableByteBody body) {
        return (ByteBodyHttpResponse<?>)
                Objects.requireNonNull(
                        Mono.from(client.exchange(request, body, Thread.currentThread())).block());
    }

    private URI uri(String path) {
        return URI.create(baseUrl + path);
    }

    private String head(String boundary, String filename, @Nullable ExpiresAfter expiresAfter) {
        StringBuilder head = new StringBuilder();
        field(head, boundary, "purpose", "batch");
        if (expiresAfter != null) {
            field(head, boundary, provider.expiryField("anchor"), expiresAfter.anchor());
            field(
                    head,
                    boundary,
                    provider.expiryField("seconds"),
                    Long.toString(expiresAfter.seconds()));
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

    /** An answer whose body is still to come, and the client it comes over. */
    record Incoming(ByteBodyHttpResponse<?> response, RawHttpClient client) implements Closeable {
        /** Ends the connection, whatever has been read. */
        @Override
        public void close() throws IOException {
            try (client) {
                response.close();
            }
        }
    }
}
