package dev.nightshift.cli.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Brings files to the bucket and from there, by addresses that the API signed. Those are secrets:
 * no message names them. Files pass as streams.
 */
public final class Transfers {
    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final SdkHttpClient http;

    Transfers(SdkHttpClient http) {
        this.http = http;
    }

    /**
     * Puts a file.
     *
     * @param headers that the address was signed with
     * @param sent is told bytes as they go; from the beginning again where it is repeated
     * @throws ApiException when it could not be put
     */
    public void put(URI url, Map<String, String> headers, Path file, LongConsumer sent) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.PUT)
                        .uri(url)
                        .putHeader("Content-Length", Long.toString(file.toFile().length()));
        headers.forEach(request::putHeader);
        again(
                "the file could not be uploaded",
                () ->
                        exchange(
                                HttpExecuteRequest.builder()
                                        .request(request.build())
                                        .contentStreamProvider(() -> open(file, sent)),
                                InputStream::readAllBytes));
    }

    /**
     * Gets a file.
     *
     * @param url where it is; asked again before each try, since addresses expire
     * @param reader is given the bytes; from the beginning again where it is repeated
     * @throws ApiException when it could not be brought
     */
    public void get(Supplier<URI> url, Reader reader) {
        again(
                "the file could not be brought",
                () ->
                        exchange(
                                HttpExecuteRequest.builder()
                                        .request(
                                                SdkHttpRequest.builder()
                                                        .method(SdkHttpMethod.GET)
                                                        .uri(url.get())
                                                        .build()),
                                reader));
    }

    private static InputStream open(Path file, LongConsumer sent) {
        try {
            return new Counting(Files.newInputStream(file), sent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void again(String otherwise, Transfer transfer) {
        for (int tried = 1; ; tried++) {
            try {
                transfer.run();
                return;
            } catch (IOException e) {
                if (tried == TRIES) {
                    throw new ApiUnreachableException(
                            "%s: %s; try again".formatted(otherwise, e.getMessage()), e);
                }
                ApiClient.pause(ApiClient.growing(FIRST_PAUSE, tried));
            }
        }
    }

    private void exchange(HttpExecuteRequest.Builder request, Reader reader) throws IOException {
        HttpExecuteResponse response = http.prepareRequest(request.build()).call();
        AbortableInputStream body =
                response.responseBody().orElseGet(AbortableInputStream::createEmpty);
        try {
            if (!response.httpResponse().isSuccessful()) {
                throw new IOException(
                        "the bucket answered " + response.httpResponse().statusCode());
            }
            reader.read(body);
        } finally {
            // Whoever has read enough does not wait for the rest.
            body.abort();
        }
    }

    /** Takes a file's bytes. */
    @FunctionalInterface
    public interface Reader {
        void read(InputStream in) throws IOException;
    }

    @FunctionalInterface
    private interface Transfer {
        void run() throws IOException;
    }

    private static final class Counting extends FilterInputStream {
        private final LongConsumer sent;
        private long count;

        Counting(InputStream in, LongConsumer sent) {
            super(in);
            this.sent = sent;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            add(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            add(Math.max(0, read));
            return read;
        }

        private void add(int read) {
            count += read;
            sent.accept(count);
        }
    }
}
