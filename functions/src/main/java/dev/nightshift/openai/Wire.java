package dev.nightshift.openai;

import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.client.exceptions.NoHostException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Turns what the HTTP client returns or throws into the end of an attempt. */
final class Wire {
    private static final byte[] NOTHING = {};

    /** Of the answer to an upload, or of an error: neither is longer when it is sound. */
    private static final int LONGEST_ANSWER = 1 << 20;

    private Wire() {}

    /**
     * Makes an attempt whose answer is read into memory.
     *
     * @param reader throws any exception if the answer is not what it should be
     */
    static <T> Attempt<T> attempt(Supplier<HttpResponse<byte[]>> request, Reader<T> reader) {
        Answer answer;
        try {
            answer = answer(request);
        } catch (RuntimeException broken) {
            return broken(broken);
        }
        return read(answer, reader);
    }

    /** Makes an attempt whose answer comes as a stream and is read into memory. */
    static <T> Attempt<T> exchange(Supplier<ByteBodyHttpResponse<?>> request, Reader<T> reader) {
        try (ByteBodyHttpResponse<?> response = request.get()) {
            return read(answer(response), reader);
        } catch (IOException | RuntimeException broken) {
            return broken(broken);
        }
    }

    /** Makes an attempt whose answer is left to be read. */
    static Attempt<InputStream> download(Supplier<OpenAiFiles.Incoming> request) {
        OpenAiFiles.Incoming incoming;
        try {
            incoming = request.get();
        } catch (RuntimeException broken) {
            return broken(broken);
        }
        if (incoming.response().code() == 200 && Download.isMeasured(incoming.response())) {
            return new Attempt.Done<>(new Download(incoming));
        }
        try (incoming) {
            return read(
                    answer(incoming.response()),
                    answer -> {
                        throw new IOException("the answer tells no length");
                    });
        } catch (IOException | RuntimeException broken) {
            return broken(broken);
        }
    }

    private static Answer answer(ByteBodyHttpResponse<?> response) throws IOException {
        try (InputStream body = response.byteBody().toInputStream()) {
            return new Answer(
                    response.code(),
                    headers(response.getHeaders()),
                    body.readNBytes(LONGEST_ANSWER));
        }
    }

    /** Reads an answer that came whole. */
    static <T> Attempt<T> read(Answer answer, Reader<T> reader) {
        if (!answer.isSuccess()) {
            return new Attempt.Failed<>(
                    Failure.of(answer.status(), answer.header(), answer.body(), Instant.now()));
        }
        try {
            return new Attempt.Done<>(reader.read(answer));
        } catch (Exception unreadable) {
            return new Attempt.Broken<>(true, unreadable);
        }
    }

    /** The end of an attempt at which the client threw. */
    static <T> Attempt<T> broken(Throwable thrown) {
        return new Attempt.Broken<>(!isBeforeSending(thrown), thrown);
    }

    static UnaryOperator<@Nullable String> headers(HttpHeaders headers) {
        return headers::get;
    }

    private static Answer answer(Supplier<HttpResponse<byte[]>> request) {
        try {
            return answer(request.get());
        } catch (HttpClientResponseException e) {
            // Its message can be the whole body, which is why it is not passed on.
            return answer(e.getResponse());
        }
    }

    private static Answer answer(HttpResponse<?> response) {
        byte[] body = response.getBody(byte[].class).orElse(NOTHING);
        return new Answer(response.code(), headers(response.getHeaders()), body);
    }

    /** Whether no connection came about, so that nothing can have been sent. */
    private static boolean isBeforeSending(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof SSLHandshakeException
                    || cause instanceof NoHostException) {
                return true;
            }
        }
        return false;
    }

    /** Makes a value of an answer. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Answer answer) throws Exception;
    }
}
