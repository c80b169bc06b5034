package dev.nightshift.simulator.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;

/** The two ways of asking a model that this simulator knows. The path is that of a batch line. */
public enum Dialect {
    CHAT("/v1/chat/completions"),
    RESPONSES("/v1/responses");

    private final String path;

    Dialect(String path) {
        this.path = path;
    }

    public static Optional<Dialect> ofPath(String path) {
        return Arrays.stream(values()).filter(dialect -> dialect.path.equals(path)).findFirst();
    }

    public String path() {
        return path;
    }

    /** Reads a request body. */
    public Ask read(ObjectNode body) {
        return switch (this) {
            case CHAT -> new ChatAsk(body);
            case RESPONSES -> new ResponsesAsk(body);
        };
    }
}
