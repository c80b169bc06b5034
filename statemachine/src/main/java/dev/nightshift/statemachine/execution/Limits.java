package dev.nightshift.statemachine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.statemachine.json.Json;

/** Limits of AWS, kept here so that a machine fails before it meets them there. */
public final class Limits {
    /** Of every input, output and result, in UTF-8: 256 KiB. */
    public static final int BYTES = 262_144;

    /** Of one execution's history, the last event included. */
    public static final int EVENTS = 25_000;

    /** Of the name of a machine or an execution. */
    public static final int NAME = 80;

    private Limits() {}

    static boolean exceeds(JsonNode json) {
        return Json.bytes(json).length > BYTES;
    }
}
