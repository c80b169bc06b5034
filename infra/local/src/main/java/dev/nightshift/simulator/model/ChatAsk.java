package dev.nightshift.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.http.Call;
import org.jspecify.annotations.Nullable;

/** A request to {@code /v1/chat/completions}. */
record ChatAsk(ObjectNode body) implements Ask {

    @Override
    public String contentParam() {
        return "messages";
    }

    @Override
    public Prompt prompt() {
        return Prompt.EMPTY.andAll(body.path("messages"));
    }

    @Override
    public JsonNode format() {
        return body.path("response_format");
    }

    @Override
    public JsonNode schemaFormat() {
        return format().path("json_schema");
    }

    @Override
    public String formatParam() {
        return "response_format";
    }

    @Override
    public @Nullable String effort() {
        return Call.text(body, "reasoning_effort");
    }

    @Override
    public String effortParam() {
        return "reasoning_effort";
    }

    @Override
    public @Nullable Long outputLimit() {
        JsonNode limit = body.path("max_completion_tokens");
        JsonNode old = body.path("max_tokens");
        if (limit.canConvertToLong()) {
            return limit.longValue();
        }
        return old.canConvertToLong() ? Long.valueOf(old.longValue()) : null;
    }

    @Override
    public ObjectNode answer(Reply reply, Stamp stamp) {
        ObjectNode answer =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", "chatcmpl-" + stamp.hex())
                        .put("object", "chat.completion")
                        .put("created", stamp.created())
                        .put("model", model());
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        String refusal = reply.refusal();
        String text = reply.texts().isEmpty() ? "" : reply.texts().getLast();
        message.put("content", refusal == null ? text : null).put("refusal", refusal);
        message.putArray("annotations");
        choice.putNull("logprobs").put("finish_reason", reply.finish().chat());
        reply.usage().writeToChat(answer);
        return answer.put("service_tier", "default").putNull("system_fingerprint");
    }
}
