package dev.nightshift.simulator.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.http.Answer;
import dev.nightshift.simulator.http.ApiError;
import dev.nightshift.simulator.http.Call;
import dev.nightshift.simulator.http.Pause;
import dev.nightshift.time.Timeline;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a model answers at once, and those about its responses.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference">OpenAI's reference, Responses, Chat
 *     Completions and Models</a>
 */
public final class ModelApi {
    private static final int REMEMBERED_CHARS = 2_000;

    private final Model model;
    private final ResponseStore responses;
    private final Pace pace;
    private final Timeline time;

    public ModelApi(Model model, ResponseStore responses, Timeline time) {
        this.model = model;
        this.responses = responses;
        this.time = time;
        this.pace = new Pace(model.settings(), time);
    }

    public Answer chat(Call call) throws IOException {
        return ask(Dialect.CHAT, call);
    }

    public Answer respond(Call call) throws IOException {
        return ask(Dialect.RESPONSES, call);
    }

    private Answer ask(Dialect dialect, Call call) throws IOException {
        Optional<ObjectNode> body = call.json();
        if (body.isEmpty()) {
            return Call.unreadable();
        }
        Ask ask = dialect.read(body.get());
        Answer refusal = refusal(ask);
        if (refusal != null) {
            return refusal;
        }
        Optional<Past> past = responses.past(ask);
        if (past.isEmpty()) {
            return Answer.refused(400, previousNotFound(ask));
        }
        Pace.Left left = pace.take(ask.model(), model.inputTokens(ask) + past.get().tokens());
        if (!left.enough()) {
            return pace.refusal(ask.model(), left);
        }
        Pause.of(model.settings().latency(), time);
        UUID id = UUID.randomUUID();
        SplittableRandom unique =
                new SplittableRandom(id.getMostSignificantBits() ^ id.getLeastSignificantBits());
        Stamp stamp = Stamp.of(unique, time.instant().getEpochSecond());
        Model.Answered answered =
                model.answer(ask, past.get(), model.settings().fault(call.chance(), 0), stamp);
        if (ask instanceof ResponsesAsk responsesAsk && responsesAsk.stored()) {
            String words = past.get().words() + " " + ask.prompt().words();
            responses.keep(
                    words.substring(0, Math.min(words.length(), REMEMBERED_CHARS)),
                    answered.body());
        }
        return pace.with(left, Answer.ok(answered.body()));
    }

    /** The error of a request that goes on from a response that is not kept. */
    public static ApiError previousNotFound(Ask ask) {
        return ApiError.invalid(
                "Previous response with id '%s' not found."
                        .formatted(ask.body().path("previous_response_id").asText()),
                "previous_response_id",
                "previous_response_not_found");
    }

    public Answer inputTokens(Call call) throws IOException {
        Optional<Ask> ask = call.json().map(Dialect.RESPONSES::read);
        if (ask.isEmpty()) {
            return Call.unreadable();
        }
        Optional<Past> past = responses.past(ask.get());
        if (past.isEmpty()) {
            return Answer.refused(400, previousNotFound(ask.get()));
        }
        return Answer.ok(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("object", "response.input_tokens")
                        .put("input_tokens", model.inputTokens(ask.get()) + past.get().tokens()));
    }

    public Answer response(Call call) throws IOException {
        return responses
                .find(call.id())
                .map(stored -> Answer.ok(stored.response()))
                .orElseGet(() -> notFound(call.id()));
    }

    public Answer deleteResponse(Call call) throws IOException {
        if (!responses.delete(call.id())) {
            return notFound(call.id());
        }
        return Answer.ok(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", call.id())
                        .put("object", "response")
                        .put("deleted", true));
    }

    public Answer models(Call call) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        model.settings().names().forEach(name -> data.add(modelObject(name)));
        return Answer.ok(list);
    }

    public Answer oneModel(Call call) {
        return model.settings().knows(call.id())
                ? Answer.ok(modelObject(call.id()))
                : unknownModel(call.id());
    }

    private @Nullable Answer refusal(Ask ask) {
        if (ask.model().isEmpty()) {
            return Answer.invalid("You must provide a model parameter.", "model", null);
        }
        if (!model.settings().knows(ask.model())) {
            return unknownModel(ask.model());
        }
        if (ask.body().path("stream").asBoolean(false)) {
            return Answer.invalid(
                    "The simulator does not stream: leave out 'stream'.",
                    "stream",
                    "unsupported_value");
        }
        boolean continues = ask.body().hasNonNull("previous_response_id");
        if (!ask.body().hasNonNull(ask.contentParam()) && !continues) {
            return Answer.invalid(
                    "Missing required parameter: '%s'.".formatted(ask.contentParam()),
                    ask.contentParam(),
                    "missing_required_parameter");
        }
        ApiError fault = model.rules().fault(ask);
        return fault == null ? null : Answer.refused(400, fault);
    }

    private static Answer unknownModel(String name) {
        return Answer.refused(
                404,
                ApiError.invalid(
                        "The model `%s` does not exist or you do not have access to it."
                                .formatted(name),
                        "model",
                        "model_not_found"));
    }

    private static Answer notFound(String id) {
        return Answer.refused(
                404,
                ApiError.invalid("Response with id '%s' not found.".formatted(id), null, null));
    }

    private static ObjectNode modelObject(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "simulator")
                .putNull("shutdown_date");
    }
}
