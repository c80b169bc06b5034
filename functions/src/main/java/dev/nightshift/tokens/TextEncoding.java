package dev.nightshift.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.Arrays;

/**
 * A way in which models of OpenAI read text as tokens. Its table is read when it is first needed,
 * which takes a few tenths of a second and about 30 MB.
 */
public enum TextEncoding {
    O200K_BASE("o200k_base", EncodingType.O200K_BASE),
    CL100K_BASE("cl100k_base", EncodingType.CL100K_BASE);

    private final String wire;
    private final EncodingType type;

    TextEncoding(String wire, EncodingType type) {
        this.wire = wire;
        this.type = type;
    }

    /** What OpenAI calls it. */
    public String wire() {
        return wire;
    }

    static TextEncoding fromWire(String wire) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + wire + "\" is no encoding"));
    }

    /**
     * The library's. Only its "ordinary" methods: a record may well contain special tokens' text.
     */
    Encoding library() {
        return Registry.LAZY.getEncoding(type);
    }

    private static final class Registry {
        static final EncodingRegistry LAZY = Encodings.newLazyEncodingRegistry();
    }
}
