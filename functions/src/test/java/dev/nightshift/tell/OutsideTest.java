package dev.nightshift.tell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to addresses that anybody may have named. */
class OutsideTest {
    private static final char[] PASSWORD = "nightshift".toCharArray();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2606:4700::1111",
                "2a00:1450:4001::1",
            })
    void publicAddressesAreCalled(String literal) {
        assertThat(PublicAddresses.isPublic(InetAddress.ofLiteral(literal))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "169.254.170.2",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.170",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
            })
    void noOtherAddressIsCalled(String literal) {
        assertThat(PublicAddresses.isPublic(InetAddress.ofLiteral(literal))).isFalse();
    }

    /** However it is written, and even where this computer itself may be called. */
    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "[fd00:ec2::254]", "[::ffff:10.0.0.1]", "0.0.0.0"})
    void nothingIsSentToWhatIsNotPublic(String host) throws IOException {
        assertThatExceptionOfType(NotPublicException.class)
                .isThrownBy(() -> outside(true).post(URI.create("http://" + host), Map.of(), "{}"));
    }

    @Test
    void thisComputerIsCalledInALocalCloudAlone() throws Exception {
        try (var answering = new Answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            assertThatExceptionOfType(NotPublicException.class)
                    .isThrownBy(() -> outside(false).post(answering.url, Map.of(), "{}"));

            assertThat(outside(true).post(answering.url, Map.of("webhook-id", "j-1"), "{\"a\":1}"))
                    .isEqualTo(204);
            assertThat(answering.heard.get())
                    .startsWith("POST /jobs?key=1 HTTP/1.1\r\n")
                    .contains("webhook-id: j-1\r\n", "content-type: application/json\r\n")
                    .endsWith("\r\n\r\n{\"a\":1}");
        }
    }

    @Test
    void redirectsAreNotFollowedAndBodiesNotRead() throws Exception {
        try (var answering =
                new Answering(
                        "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:1/\r\n"
                                + "content-length: 9999999999\r\n\r\nfor a start")) {
            assertThat(outside(true).post(answering.url, Map.of(), "{}")).isEqualTo(307);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSH-2.0-OpenSSH_9.9\r\n", "HTTP/1.1 200 OK\r\nx: "})
    void whatIsNoAnswerIsAnError(String answer) throws Exception {
        String endless = answer.endsWith(": ") ? answer + "x".repeat(20_000) : answer;
        try (var answering = new Answering(endless)) {
            assertThatThrownBy(() -> outside(true).post(answering.url, Map.of(), "{}"))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(NotPublicException.class);
        }
    }

    /** Its certificate is nobody's whom Java trusts. */
    @Test
    void whoCannotProveItselfIsSentNothing() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = OutsideTest.class.getResourceAsStream("/tell/unknown-issuer.p12")) {
            store.load(file, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        ServerSocket socket =
                tls.getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try (var answering = new Answering("https", socket, "HTTP/1.1 200 OK\r\n\r\n")) {
            assertThatExceptionOfType(SSLException.class)
                    .isThrownBy(() -> outside(true).post(answering.url, Map.of(), "{}"));
            assertThat(answering.heard).failsWithin(Duration.ofSeconds(5));
        }
    }

    private static Outside outside(boolean loopback) {
        return new Outside(new TellSettings(null, null, loopback));
    }

    /** Takes one connection, reads what comes, gives an answer and hangs up. */
    private static final class Answering implements AutoCloseable {
        final URI url;
        final CompletableFuture<String> heard = new CompletableFuture<>();
        private final ServerSocket socket;

        Answering(String answer) throws IOException {
            this("http", new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), answer);
        }

        Answering(String scheme, ServerSocket socket, String answer) {
            this.socket = socket;
            url =
                    URI.create(
                            scheme + "://127.0.0.1:%d/jobs?key=1".formatted(socket.getLocalPort()));
            Thread.ofVirtual().start(() -> serve(answer));
        }

        private void serve(String answer) {
            try (Socket caller = socket.accept()) {
                InputStream in = caller.getInputStream();
                String text = "";
                while (!text.endsWith("}")) {
                    int next = in.read();
                    if (next < 0) {
                        throw new EOFException();
                    }
                    text += (char) next;
                }
                heard.complete(text);
                caller.getOutputStream().write(answer.getBytes(UTF_8));
            } catch (IOException e) {
                heard.completeExceptionally(e);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
