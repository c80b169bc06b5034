package dev.nightshift.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.ResultLine.LineError;
import dev.nightshift.batch.ResultLine.Reply;
import dev.nightshift.record.Outcome;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.task.OutputSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what became of a record, from the line that answered it. A line counts as a success only
 * when its status is 2xx, nothing in it is an error, the reply is whole, and it fits the task's
 * schema.
 */
public final class ReplyJudge {
    private final OutputSchema schema;

    public ReplyJudge(OutputSchema schema) {
        this.schema = schema;
    }

    /**
     * What a line says of its record.
     *
     * @param outcome what became of the record
     * @param value the reply, when it fits; else null
     * @param text the model's words, when there are some and they do not fit; else null
     * @param remedy what may still lead to another outcome
     */
    public record Judgement(
            Outcome outcome, @Nullable JsonNode value, @Nullable String text, Remedy remedy) {

        /** The judgement on a record of which nothing came back. */
        public static Judgement without(Outcome outcome, Remedy remedy) {
            return new Judgement(outcome, null, null, remedy);
        }
    }

    public Judgement judge(Reply reply) {
        String text = reply.texts().isEmpty() ? null : String.join("", reply.texts());
        LineError error = reply.error();
        if (error != null || reply.statusCode() < 200 || reply.statusCode() > 299) {
            return new Judgement(
                    failed(reply.statusCode(), error),
                    null,
                    text,
                    passes(reply.statusCode(), error) ? Remedy.RESEND : Remedy.NONE);
        }
        if (reply.refusal() != null) {
            return new Judgement(Outcome.refused(reply.refusal()), null, text, Remedy.NONE);
        }
        return switch (ending(reply)) {
            case FILTERED ->
                    new Judgement(
                            new Outcome(
                                    OutcomeKind.REFUSED,
                                    "content_filter",
                                    "OpenAI's content filter cut the reply"),
                            null,
                            text,
                            Remedy.NONE);
            case CUT ->
                    new Judgement(
                            Outcome.truncated(reason(reply)), null, text, Remedy.LARGER_LIMIT);
            case FAILED ->
                    new Judgement(
                            Outcome.failed(
                                    "response_" + reply.finish(),
                                    "the response ended as " + reply.finish()),
                            null,
                            text,
                            Remedy.RESEND);
            case WHOLE -> whole(reply.texts(), text);
        };
    }

    /** How a reply ended. */
    private enum Ending {
        WHOLE,
        CUT,
        FILTERED,
        FAILED
    }

    private static String reason(Reply reply) {
        String reason =
                reply.incompleteReason() != null ? reply.incompleteReason() : reply.finish();
        return reason == null ? "" : reason;
    }

    private static Ending ending(Reply reply) {
        return switch (reason(reply)) {
            case "length", "max_output_tokens", "max_messages", "incomplete" -> Ending.CUT;
            case "content_filter" -> Ending.FILTERED;
            case "failed", "cancelled" -> Ending.FAILED;
            default -> Ending.WHOLE;
        };
    }

    /**
     * A reply may come in several messages: then the last that fits is it, or all of them joined.
     */
    private Judgement whole(List<String> texts, @Nullable String joined) {
        if (joined == null || joined.isBlank()) {
            return Judgement.without(
                    Outcome.failed("empty_reply", "OpenAI answered without a text"), Remedy.RESEND);
        }
        for (String text : texts.reversed()) {
            if (schema.check(text) instanceof OutputSchema.Verdict.Fits(var value)) {
                return new Judgement(Outcome.succeeded(), value, null, Remedy.NONE);
            }
        }
        return switch (schema.check(joined)) {
            case OutputSchema.Verdict.Fits(var value) ->
                    new Judgement(Outcome.succeeded(), value, null, Remedy.NONE);
            case OutputSchema.Verdict.Misfit(var why) ->
                    new Judgement(Outcome.invalid(why), null, joined, Remedy.REPAIR);
        };
    }

    /**
     * Whether an error is of the kind that may not come again: the request was never run, OpenAI
     * failed, or it was asked too fast. A code says more than a status.
     */
    private static boolean passes(int statusCode, @Nullable LineError error) {
        String code = error == null || error.code() == null ? "" : error.code();
        return switch (code) {
            // A direct call whose answer was lost may have been paid.
            case "batch_cancelled", "answer_lost" -> false;
            case "batch_expired", "server_error", "rate_limit_exceeded" -> true;
            default -> statusCode == 0 || statusCode == 408 || isOverload(statusCode, code);
        };
    }

    private static boolean isOverload(int statusCode, String code) {
        boolean unpaid = code.contains("quota") || code.contains("limit_reached");
        return statusCode >= 500 || (statusCode == 429 && !unpaid);
    }

    private static Outcome failed(int statusCode, @Nullable LineError error) {
        String code = error == null || error.code() == null ? "http_" + statusCode : error.code();
        String message =
                error == null || error.message() == null
                        ? "OpenAI answered with status " + statusCode
                        : error.message();
        return code.equals("batch_cancelled")
                ? new Outcome(OutcomeKind.CANCELLED, null, message)
                : Outcome.failed(code, message);
    }
}
