package dev.nightshift.statemachine.execution;

import dev.nightshift.statemachine.definition.Definition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Definitions by the hash of their text, each parsed once. */
final class Definitions {
    private final Store store;
    private final Map<String, Definition> parsed = new HashMap<>();

    Definitions(Store store) {
        this.store = store;
    }

    /** Keeps a definition for good, and gives its hash. */
    String put(String text, Definition definition) {
        String hash = hash(text);
        store.definitions.put(hash, text);
        parsed.put(hash, definition);
        return hash;
    }

    String text(String hash) {
        String text = store.definitions.get(hash);
        if (text == null) {
            throw new IllegalStateException("the store has no definition " + hash);
        }
        return text;
    }

    Definition get(String hash) {
        return parsed.computeIfAbsent(hash, key -> Definition.parse(text(key)));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
