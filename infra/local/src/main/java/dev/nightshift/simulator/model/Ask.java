package dev.nightshift.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A request to a model, whichever way it is asked. Wrong types count as absent. */
public sealed interface Ask permits ChatAsk, ResponsesAsk {

    /** The whole request. */
    ObjectNode body();

    /** The name of the model; empty when missing. */
    default String model() {
        return body().path("model").asText("");
    }

    /** The parameter without which there is nothing to answer: what it is called. */
    String contentParam();

    /** What was asked, as texts. */
    Prompt prompt();

    /** {@code response_format} or {@code text.format}: an object with {@code type}, or missing. */
    JsonNode format();

    /** The object with {@code schema}, {@code name} and {@code strict}; missing for no schema. */
    JsonNode schemaFormat();

    /** Where the format is, for error messages. */
    String formatParam();

    /** How hard the model is to think; null when not said. */
    @Nullable String effort();

    /** Where the effort is, for error messages. */
    String effortParam();

    /** The most tokens of output, reasoning included; null for no limit. */
    @Nullable Long outputLimit();

    /** Puts a reply into the form of this way of asking. */
    ObjectNode answer(Reply reply, Stamp stamp);
}
