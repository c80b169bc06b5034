package dev.nightshift.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.Test;

class OpenAiFilesTest extends OpenAiTestBase {
    private static final long LARGE = 100_000_000;
    private static final String FILE =
            "{\"id\":\"file-1\",\"bytes\":9,\"created_at\":1787176071,\"filename\":\"in.jsonl\","
                    + "\"object\":\"file\",\"purpose\":\"batch\",\"expires_at\":1789768071,"
                    + "\"status_details\":null}";

    @Test
    void uploadsTheNamedPartsWithAKnownLength() throws IOException {
        server.json(200, FILE);

        UploadedFile file =
                openAi.upload("in.jsonl", 9, source("{\"a\":\"é\"}".substring(0, 8)), hours(2));

        assertThat(file.id()).isEqualTo("file-1");
        assertThat(file.createdAt()).isEqualTo(Instant.ofEpochSecond(1787176071));
        FaultyServer.Request request = server.requests().getFirst();
        assertThat(request.line()).isEqualTo("POST /v1/files");
        assertThat(request.headers())
                .containsEntry("Authorization", "Bearer sk-test")
                .containsEntry(
                        "Content-Length", Integer.toString(request.body().getBytes(UTF_8).length))
                .doesNotContainKey("Transfer-Encoding");
        String type = Objects.requireNonNull(request.headers().get("Content-Type"));
        String boundary = type.replaceFirst("multipart/form-data; boundary=", "--");
        assertThat(request.body().split(boundary, -1))
                .containsExactly(
                        "",
                        part("name=\"purpose\"", "batch"),
                        part("name=\"expires_after[anchor]\"", "created_at"),
                        part("name=\"expires_after[seconds]\"", "7200"),
                        part(
                                "name=\"file\"; filename=\"in.jsonl\"\r\nContent-Type: application/jsonl",
                                "{\"a\":\"é\""),
                        "--\r\n");
    }

    @Test
    void leavesTheExpiryToOpenAiIfNoneIsAskedFor() throws IOException {
        server.json(200, FILE);

        openAi.upload("in.jsonl", 2, source("{}"), null);

        assertThat(server.requests().getFirst().body()).doesNotContain("expires_after");
    }

    @Test
    void uploadsAgainFromTheBeginning() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        server.json(503, "{}").silence().json(200, FILE);

        openAi.upload(
                "in.jsonl",
                2,
                () -> {
                    opened.incrementAndGet();
                    return new ByteArrayInputStream("{}".getBytes(UTF_8));
                },
                null);

        assertThat(opened).hasValue(3);
        assertThat(server.requests())
                .allMatch(request -> request.body().contains("\r\n\r\n{}\r\n"));
    }

    @Test
    void tellsThatItsOwnContentCannotBeRead() {
        server.silence();

        assertThatThrownBy(() -> openAi.upload("in.jsonl", 2, () -> new BrokenContent(), null))
                .isInstanceOf(IOException.class)
                .hasMessage("the bucket is gone");
        assertThat(pauses()).isEmpty();
    }

    @Test
    void refusesContentOfAnotherSize() {
        server.silence().silence();

        assertThatThrownBy(() -> openAi.upload("in.jsonl", 3, source("{}"), null))
                .hasMessage("The content is shorter than the 3 bytes announced");
        assertThatThrownBy(() -> openAi.upload("in.jsonl", 1, source("{}"), null))
                .hasMessage("The content is longer than the 1 bytes announced");
    }

    @Test
    void refusesAFileNameOpenAiWouldRefuse() {
        for (String name : List.of("in.json", "a\"b.jsonl", "a\r\nb.jsonl", ".jsonl")) {
            assertThatThrownBy(() -> openAi.upload(name, 2, source("{}"), null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void passesALargeUploadThrough() throws IOException {
        CRC32C received = new CRC32C();
        server.next(
                exchange -> {
                    long total = Long.parseLong(header(exchange, "Content-Length"));
                    int tail = "\r\n----\r\n".length() + boundary(exchange).length();
                    InputStream in = exchange.getRequestBody();
                    in.skipNBytes(total - LARGE - tail);
                    long left = LARGE;
                    while (left > 0) {
                        byte[] some = in.readNBytes((int) Math.min(left, 1 << 16));
                        received.update(some);
                        left -= some.length;
                    }
                    assertThat(in.readAllBytes()).hasSize(tail);
                    send(exchange, FILE);
                });

        openAi.upload("in.jsonl", LARGE, OpenAiFilesTest::noise, null);

        assertThat(received.getValue()).isEqualTo(checksumOfNoise());
    }

    @Test
    void passesALargeDownloadThrough() throws IOException {
        for (long announced : new long[] {LARGE, 0}) {
            server.next(
                    exchange -> {
                        exchange.sendResponseHeaders(200, announced);
                        try (InputStream noise = noise();
                                OutputStream out = exchange.getResponseBody()) {
                            noise.transferTo(out);
                        }
                    });
            CRC32C received = new CRC32C();

            try (InputStream content = new CheckedInputStream(openAi.content("file-1"), received)) {
                assertThat(content.transferTo(OutputStream.nullOutputStream())).isEqualTo(LARGE);
            }

            assertThat(received.getValue()).isEqualTo(checksumOfNoise());
        }
    }

    @Test
    void readsASmallAndAnEmptyFile() throws IOException {
        server.body(200, "application/octet-stream", "{\"a\":1}\n").body(200, "text/plain", "");

        try (InputStream content = openAi.content("file-1")) {
            assertThat(content.read()).isEqualTo('{');
            assertThat(content.readAllBytes()).hasSize(7);
        }
        try (InputStream content = openAi.content("file-2")) {
            assertThat(content.read()).isEqualTo(-1);
        }
        assertThat(server.lines())
                .isEqualTo(List.of("GET /v1/files/file-1/content", "GET /v1/files/file-2/content"));
    }

    @Test
    void neverTakesABrokenDownloadForAWholeOne() throws IOException {
        for (long announced : new long[] {1000, 0}) {
            server.brokenAfter(500, announced);
            try (InputStream content = openAi.content("file-1")) {
                assertThatThrownBy(content::readAllBytes).isInstanceOf(IOException.class);
            }
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void givesUpADownloadThatStalls() throws IOException {
        restart(Map.of("nightshift.openai.transfer-timeout", "200ms"));
        server.stalledAfter(500);

        try (InputStream content = openAi.content("file-1")) {
            assertThatThrownBy(content::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesADownloadWhoseEndCannotBeToldFromABreak() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerWithoutLength(socket));
            restart(
                    Map.of(
                            "nightshift.openai.base-url",
                            "http://127.0.0.1:" + socket.getLocalPort() + "/v1"));

            assertThatThrownBy(() -> openAi.content("file-1"))
                    .isInstanceOf(OpenAiUnavailableException.class);
        }
    }

    @Test
    void endsTheDownloadThatIsClosedEarly() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        server.next(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (InputStream noise = noise()) {
                        noise.transferTo(exchange.getResponseBody());
                    } catch (IOException e) {
                        broken.countDown();
                    }
                });

        try (InputStream content = openAi.content("file-1")) {
            assertThat(content.read()).isEqualTo(0);
        }

        assertThat(broken.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void opensADownloadAgainButSaysWhyItCannot() {
        server.json(500, "{}").json(404, error("no_such_file"));

        OpenAiRejectedException gone =
                catchThrowableOfType(OpenAiRejectedException.class, () -> openAi.content("file-1"));

        assertThat(gone.code()).isEqualTo("no_such_file");
        assertThat(pauses()).hasSize(1);
    }

    @Test
    void deletesAFileThatIsThereOrNot() {
        server.json(200, "{\"id\":\"file-1\",\"deleted\":true}")
                .json(404, error("x"))
                .json(403, error("x"));

        openAi.deleteFile("file-1");
        openAi.deleteFile("file-2");

        assertThat(server.lines())
                .isEqualTo(List.of("DELETE /v1/files/file-1", "DELETE /v1/files/file-2"));
        assertThatThrownBy(() -> openAi.deleteFile("file-3"))
                .isInstanceOf(OpenAiRejectedException.class);
    }

    private static void answerWithoutLength(ServerSocket socket) {
        while (true) {
            try (Socket connection = socket.accept()) {
                int read = connection.getInputStream().read(new byte[8192]);
                connection
                        .getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\n\r\n" + read).getBytes(UTF_8));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static String part(String disposition, String content) {
        return "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }

    private static InputStreamSource source(String text) {
        return () -> new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** {@link #LARGE} bytes, each unlike the one before it. */
    private static InputStream noise() {
        return new InputStream() {
            private long position;

            @Override
            public int read() {
                return position == LARGE ? -1 : (int) (position++ * 31 & 0xff);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int count = (int) Math.min(length, LARGE - position);
                for (int i = 0; i < count; i++) {
                    buffer[offset + i] = (byte) (position++ * 31);
                }
                return count == 0 ? -1 : count;
            }
        };
    }

    private static long checksumOfNoise() throws IOException {
        CRC32C checksum = new CRC32C();
        new CheckedInputStream(noise(), checksum).transferTo(OutputStream.nullOutputStream());
        return checksum.getValue();
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNull(exchange.getRequestHeaders().getFirst(name));
    }

    private static String boundary(HttpExchange exchange) {
        return header(exchange, "Content-Type").replaceFirst(".*boundary=", "");
    }

    private static final class BrokenContent extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the bucket is gone");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }
}
