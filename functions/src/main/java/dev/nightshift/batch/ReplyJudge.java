package dev.nightshift.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.ResultLine.LineError;
import dev.nightshift.batch.ResultLine.Reply;
import dev.nightshift.record.Outcome;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.task.OutputSchema;
import dev.nightshift.task.Refinement;
import dev.nightshift.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what became of a record, from the line that answered it. A line counts as a success only
 * when its status is 2xx, nothing in it is an error, the reply is whole, and it fits the task's
 * schema.
 */
public final class ReplyJudge {
    private final OutputSchema schema;
    private final Refinement refinement;

    public ReplyJudge(Task task) {
        this.schema = new OutputSchema(task);
        this.refinement = task.replies().refinement();
    }

    /**
     * What a line says of its record.
     *
     * @param outcome what became of the record
     * @param value the reply in its form, when it fits; else null
     * @param text the model's words, when there are some and they do not fit; else null
     * @param remedy what may still lead to another outcome
     * @param warnings what is odd about the reply, a line each; mostly empty
     */
    public record Judgement(
            Outcome outcome,
            @Nullable JsonNode value,
            @Nullable String text,
            Remedy remedy,
            List<String> warnings) {

        /** The judgement on a reply that is not taken for a result. */
        static Judgement on(Outcome outcome, @Nullable String text, Remedy remedy) {
            return new Judgement(outcome, null, text, remedy, List.of());
        }

        /** The judgement on a record of which nothing came back. */
        public static Judgement without(Outcome outcome, Remedy remedy) {
            return on(outcome, null, remedy);
        }
    }

    public Judgement judge(Reply reply) {
        String text = reply.texts().isEmpty() ? null : String.join("", reply.texts());
        LineError error = reply.error();
        if (error != null || reply.statusCode() < 200 || reply.statusCode() > 299) {
            return Judgement.on(
                    failed(reply.statusCode(), error),
                    text,
                    passes(reply.statusCode(), error) ? Remedy.RESEND : Remedy.NONE);
        }
        if (reply.refusal() != null) {
            return Judgement.on(Outcome.refused(reply.refusal()), text, Remedy.NONE);
        }
        return switch (ending(reply)) {
            case FILTERED ->
                    Judgement.on(
                            new Outcome(
                                    OutcomeKind.REFUSED,
                                    "content_filter",
                                    "OpenAI's content filter cut the reply"),
                            text,
                            Remedy.NONE);
            case CUT -> Judgement.on(Outcome.truncated(reason(reply)), text, Remedy.LARGER_LIMIT);
            case FAILED ->
                    Judgement.on(
                            Outcome.failed(
                                    "response_" + reply.finish(),
                                    "the response ended as " + reply.finish()),
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
                return succeeded(Outcome.succeeded(), value);
            }
        }
        return switch (schema.check(joined)) {
            case OutputSchema.Verdict.Fits(var value) -> succeeded(Outcome.succeeded(), value);
            case OutputSchema.Verdict.Misfit(var why) ->
                    Judgement.on(Outcome.invalid(why), joined, Remedy.REPAIR);
        };
    }

    /** The judgement on a reply that fits, from whichever request it came. */
    public Judgement succeeded(Outcome outcome, JsonNode reply) {
        Refinement.Refined refined = refinement.of(reply);
        return new Judgement(outcome, refined.value(), null, Remedy.NONE, refined.warnings());
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
