package dev.nightshift.simulator.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.http.Answer;
import dev.nightshift.simulator.http.Call;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.simulator.http.Front.Handler;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Groq's batches, which are of chat completions. */
public final class Groq {
    private static final String CHAT = "/v1/chat/completions";

    private Groq() {}

    /** The same calls as Groq answers them. */
    public static Map<Endpoint, Handler> over(Map<Endpoint, Handler> openAi) {
        Map<Endpoint, Handler> handlers = new EnumMap<>(openAi);
        handlers.computeIfPresent(
                Endpoint.BATCHES_CREATE,
                (_, create) ->
                        call -> {
                            Optional<ObjectNode> body = call.json();
                            return body.isPresent()
                                            && !CHAT.equals(Call.text(body.get(), "endpoint"))
                                    ? Answer.invalid(
                                            "endpoint must be " + CHAT, "endpoint", "invalid_value")
                                    : create.answer(Rewritten.of(call, body.orElse(null)));
                        });
        return handlers;
    }
}
