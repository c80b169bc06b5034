package dev.nightshift.conversation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.Remedy;
import dev.nightshift.batch.ReplyJudge;
import dev.nightshift.batch.ReplyJudge.Judgement;
import dev.nightshift.batch.ResultLine;
import dev.nightshift.batch.ResultLineParser;
import dev.nightshift.openai.OpenAi;
import dev.nightshift.openai.OpenAiRejectedException;
import dev.nightshift.openai.Reply;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.Outcome;
import dev.nightshift.task.History;
import dev.nightshift.task.OutputSchema;
import dev.nightshift.task.RequestBodies;
import dev.nightshift.task.RequestBodies.Link;
import dev.nightshift.task.Revision;
import dev.nightshift.task.Task;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says one turn to the model: on from the last reply where OpenAI has it, else with all that was
 * said before.
 */
final class Speaker {
    private static final String CHAIN_GONE = "previous_response_not_found";
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private final OpenAi openAi;
    private final Task task;
    private final RequestBodies bodies;
    private final ReplyJudge judge;
    private final String prompt;
    private final Supplier<History> history;
    private final ResultLineParser lines = new ResultLineParser();
    private final long fixedTokens;

    /**
     * @param history what was said before, read only where it has to be sent
     */
    Speaker(OpenAi openAi, TurnKind kind, String prompt, Supplier<History> history) {
        this.openAi = openAi;
        this.task = kind.task();
        this.bodies = new RequestBodies(task);
        this.judge = new ReplyJudge(task);
        this.prompt = prompt;
        this.history = history;
        this.fixedTokens = Dialogue.fixedTokens(kind);
    }

    /**
     * Asks the turn, or has a reply to it mended.
     *
     * @param previous the reply at OpenAI to go on from, which is the one to be mended where there
     *     is one; null for none
     * @param revision how the question differs from the first
     */
    Spoken ask(@Nullable String previous, Revision revision) {
        long sent = 0;
        if (previous != null) {
            String input = revision.misfit() == null ? prompt : revision.misfit().request();
            var chained = new Revision(revision.limitFactor(), null);
            sent = fixedTokens + tokens(input);
            try {
                String body = body(History.NONE, input, chained, new Link(previous));
                return spoken(openAi.createResponse(body), Via.CHAINED, sent);
            } catch (OpenAiRejectedException e) {
                if (!CHAIN_GONE.equals(e.code())) {
                    throw e;
                }
            }
        }
        History before = history.get();
        sent += fixedTokens + tokens(prompt);
        for (History.Message message : before.messages()) {
            sent += tokens(message.content());
        }
        if (revision.misfit() != null) {
            sent += tokens(revision.misfit().reply()) + tokens(revision.misfit().request());
        }
        String body = body(before, prompt, revision, new Link(null));
        Via via = before.messages().isEmpty() ? Via.START : Via.REBUILT;
        return spoken(openAi.createResponse(body), via, sent);
    }

    private String body(History before, String input, Revision revision, Link link) {
        var body = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            bodies.write(before, input, revision, link, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toString();
    }

    private Spoken spoken(Reply reply, Via via, long sent) {
        return switch (lines.parseBody(reply.body())) {
            case ResultLine.Reply answer -> {
                Judgement judgement = judge.judge(answer);
                yield new Spoken(
                        via,
                        id(reply.body()),
                        words(judgement),
                        judgement,
                        answer.usage(),
                        answer.model() == null ? task.model() : answer.model(),
                        sent);
            }
            case ResultLine.Garbage(String why) ->
                    new Spoken(
                            via,
                            null,
                            null,
                            Judgement.without(
                                    Outcome.failed("unreadable_answer", why), Remedy.NONE),
                            Usage.ZERO,
                            task.model(),
                            sent);
        };
    }

    private @Nullable String words(Judgement judgement) {
        JsonNode value = judgement.value();
        return value == null
                ? judgement.text()
                : task.output() == null
                        ? value.path(OutputSchema.FREE_TEXT).asText()
                        : value.toString();
    }

    private long tokens(String message) {
        return Dialogue.tokens(task.model(), message);
    }

    /** The id of a response; null when it has none. */
    private static @Nullable String id(String body) {
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isId = json.currentName().equals("id");
                json.nextToken();
                if (isId) {
                    return json.getValueAsString();
                }
                json.skipChildren();
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }
}
