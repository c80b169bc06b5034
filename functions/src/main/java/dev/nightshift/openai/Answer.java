package dev.nightshift.openai;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What came back over HTTP, whatever it is. */
final class Answer {
    private final int status;
    private final UnaryOperator<@Nullable String> header;
    private final byte[] body;

    /** Takes an answer whose {@code body} nobody changes afterwards. */
    Answer(int status, UnaryOperator<@Nullable String> header, byte[] body) {
        this.status = status;
        this.header = header;
        this.body = body;
    }

    int status() {
        return status;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Gives the value of a header by its name, null if it is not there. */
    UnaryOperator<@Nullable String> header() {
        return header;
    }

    byte[] body() {
        return body;
    }
}
