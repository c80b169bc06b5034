package dev.nightshift.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function's work, done a few times before a snapshot of its process is taken (SnapStart), so
 * that classes are loaded and code is compiled when somebody waits. It has a context of its own,
 * which is given up afterwards, and a {@link Stage} stands for AWS and OpenAI: no credentials are
 * needed, nothing outside is called, and no secret, connection or time gets into the snapshot.
 *
 * <p>{@code rehearsals/NAME.txt} has the event in its first line and in the others what is answered
 * on the stage; noon of 21 November 2026 is the present.
 */
public final class Rehearsal {
    /** So often that what is done with each call is compiled; a round takes milliseconds. */
    private static final int ROUNDS = 20;

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final int LARGEST_HANDSHAKE = 32 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private Rehearsal() {}

    /**
     * Rehearses, where a snapshot is to be taken. A function that fails at it starts all the same.
     *
     * @param name of the file that is read, without its ending
     * @param function the handler that lives in a context
     */
    @SuppressWarnings("CatchingUnchecked")
    public static void beforeSnapshot(
            String name, Function<ApplicationContext, RequestStreamHandler> function) {
        if ("snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
            try {
                of(name, function, ROUNDS);
            } catch (Exception e) {
                LOG.warn("The rehearsal of {} failed", name, e);
            }
        }
    }

    /**
     * Rehearses so many times.
     *
     * @return the last answer
     */
    static String of(
            String name, Function<ApplicationContext, RequestStreamHandler> function, int rounds)
            throws IOException {
        List<String> lines = lines("/rehearsals/" + name + ".txt");
        byte[] event = lines.getFirst().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Stage stage = new Stage(lines.subList(1, lines.size()));
                ApplicationContext context =
                        FunctionContext.builder()
                                .environmentPropertySource(false)
                                .properties(stage.surroundings())
                                .build()
                                .registerSingleton(InstantSource.class, InstantSource.fixed(NOW))
                                .start()) {
            RequestStreamHandler handler = function.apply(context);
            for (int i = 0; i < rounds; i++) {
                stage.begin();
                answer.reset();
                handler.handleRequest(new ByteArrayInputStream(event), answer, new StageCall());
            }
            greet();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** TLS as far as its first message, for which nobody need be called. */
    private static void greet() throws SSLException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
            engine.setUseClientMode(true);
            engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(LARGEST_HANDSHAKE));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> lines(String resource) {
        try (InputStream file =
                Objects.requireNonNull(Rehearsal.class.getResourceAsStream(resource), resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
