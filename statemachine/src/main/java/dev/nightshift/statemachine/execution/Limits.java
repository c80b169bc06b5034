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

    /** Of all variables of one execution together, in UTF-8: 10 MiB. */
    static final long VARIABLES = 10 * 1024 * 1024;

    private Limits() {}

    /** Also when it is nested so deeply that neither a row nor Java's stack could hold it. */
    static boolean exceeds(JsonNode json) {
        return Json.isDeeperThan(Json.MAX_NESTING, json) || Json.bytes(json).length > BYTES;
    }
}
