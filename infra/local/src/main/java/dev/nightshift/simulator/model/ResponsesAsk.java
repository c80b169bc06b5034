package dev.nightshift.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.http.Call;
import org.jspecify.annotations.Nullable;

/** A request to {@code /v1/responses}. */
record ResponsesAsk(ObjectNode body) implements Ask {

    @Override
    public String contentParam() {
        return "input";
    }

    @Override
    public Prompt prompt() {
        Prompt prompt = Prompt.EMPTY;
        if (body.path("instructions").isTextual()) {
            prompt = prompt.and("system", body.path("instructions"));
        }
        JsonNode input = body.path("input");
        return input.isTextual() ? prompt.and("user", input) : prompt.andAll(input);
    }

    @Override
    public JsonNode format() {
        return body.path("text").path("format");
    }

    @Override
    public JsonNode schemaFormat() {
        return format().has("schema") ? format() : body.path("");
    }

    @Override
    public String formatParam() {
        return "text.format.schema";
    }

    @Override
    public @Nullable String effort() {
        return Call.text(body.path("reasoning"), "effort");
    }

    @Override
    public String effortParam() {
        return "reasoning.effort";
    }

    @Override
    public @Nullable Long outputLimit() {
        JsonNode limit = body.path("max_output_tokens");
        return limit.canConvertToLong() ? Long.valueOf(limit.longValue()) : null;
    }

    /** The response that this one goes on from; null when it begins. */
    @Nullable String previous() {
        return Call.text(body, "previous_response_id");
    }

    @Override
    public ObjectNode answer(Reply reply, Stamp stamp) {
        String incomplete = reply.finish().incomplete();
        ObjectNode answer =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", "resp_" + stamp.hex())
                        .put("object", "response")
                        .put("created_at", stamp.created())
                        .put("status", incomplete == null ? "completed" : "incomplete")
                        .put("completed_at", incomplete == null ? stamp.created() : null)
                        .putNull("error");
        if (incomplete == null) {
            answer.putNull("incomplete_details");
        } else {
            answer.putObject("incomplete_details").put("reason", incomplete);
        }
        echo(answer);
        ArrayNode output = answer.putArray("output");
        if (reply.usage().reasoning() > 0) {
            output.addObject()
                    .put("type", "reasoning")
                    .put("id", "rs_" + stamp.hex())
                    .putArray("summary");
        }
        addMessages(output, reply, stamp);
        reply.usage().writeTo(answer);
        ((ObjectNode) answer.path("usage").path("input_tokens_details"))
                .put("cache_write_tokens", 0);
        return answer;
    }

    private void addMessages(ArrayNode output, Reply reply, Stamp stamp) {
        String refusal = reply.refusal();
        boolean whole = reply.finish() == Reply.Finish.STOP;
        if (refusal != null) {
            message(output, stamp, 0, true)
                    .addObject()
                    .put("type", "refusal")
                    .put("refusal", refusal);
            return;
        }
        for (int i = 0; i < reply.texts().size(); i++) {
            message(output, stamp, i, whole)
                    .addObject()
                    .put("type", "output_text")
                    .put("text", reply.texts().get(i))
                    .putArray("annotations");
        }
    }

    private static ArrayNode message(ArrayNode output, Stamp stamp, int number, boolean whole) {
        return output.addObject()
                .put("type", "message")
                .put("id", "msg_" + stamp.hex() + (number == 0 ? "" : Integer.toString(number)))
                .put("status", whole ? "completed" : "incomplete")
                .put("role", "assistant")
                .putArray("content");
    }

    /** Repeats the settings of the request, with what holds where it named none. */
    private void echo(ObjectNode answer) {
        answer.put("model", model());
        answer.put("instructions", Call.text(body, "instructions"));
        answer.put("max_output_tokens", outputLimit());
        answer.put("parallel_tool_calls", true).put("previous_response_id", previous());
        ObjectNode reasoning = answer.putObject("reasoning");
        reasoning.put("effort", effort()).putNull("summary");
        answer.put("store", stored());
        answer.put("temperature", body.path("temperature").asDouble(1.0));
        ObjectNode text = answer.putObject("text");
        if (format().isObject()) {
            text.set("format", format());
        } else {
            text.putObject("format").put("type", "text");
        }
        answer.put("tool_choice", "auto").putArray("tools");
        answer.put("top_p", body.path("top_p").asDouble(1.0)).put("truncation", "disabled");
        answer.put("service_tier", "default").putNull("user");
        JsonNode metadata = body.path("metadata");
        answer.set(
                "metadata", metadata.isObject() ? metadata : JsonNodeFactory.instance.objectNode());
    }

    /** Whether the answer can be gone on from; true unless the request says otherwise. */
    boolean stored() {
        return body.path("store").asBoolean(true);
    }
}
