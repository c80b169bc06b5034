package dev.nightshift.collect;

import dev.nightshift.batch.Remedy;
import dev.nightshift.batch.ReplyJudge.Judgement;
import dev.nightshift.collect.AttemptEnd.Problem;
import dev.nightshift.openai.BatchStatus;
import dev.nightshift.record.Outcome;
import dev.nightshift.record.OutcomeKind;
import java.util.HashMap;
import java.util.Map;

/**
 * What became of the requests of an attempt that no line answers.
 *
 * @param byRequest requests that OpenAI named in refusing the file, by their line in it, from 1
 * @param others all others
 */
record Unanswered(Map<Long, Judgement> byRequest, Judgement others) {

    /**
     * @param requests lines in the attempt's file
     */
    static Unanswered of(AttemptEnd end, long requests) {
        Map<Long, Judgement> named = new HashMap<>();
        if (end.batchStatus() == BatchStatus.FAILED) {
            for (Problem problem : end.problems()) {
                Long line = problem.line();
                if (line != null && line >= 1 && line <= requests) {
                    named.put(line, Judgement.without(failed(problem), Remedy.NONE));
                }
            }
        }
        return new Unanswered(Map.copyOf(named), others(end, !named.isEmpty()));
    }

    Judgement of(long request) {
        return byRequest.getOrDefault(request, others);
    }

    private static Judgement others(AttemptEnd end, boolean someNamed) {
        if (end.status() == null) {
            return end.outOfTime() && !end.cancelled()
                    ? Judgement.without(outOfTime(), Remedy.RESEND_UNCOUNTED)
                    : Judgement.without(neverCreated(end), Remedy.NONE);
        }
        return switch (end.batchStatus()) {
            case FAILED ->
                    someNamed
                            ? Judgement.without(
                                    Outcome.failed(
                                            "batch_failed",
                                            "OpenAI refused the batch's file because of other"
                                                    + " lines"),
                                    Remedy.RESEND_UNCOUNTED)
                            : Judgement.without(fileRefused(end), Remedy.RESEND);
            case EXPIRED ->
                    Judgement.without(
                            Outcome.failed(
                                    "batch_expired",
                                    "the batch expired before this request was run"),
                            Remedy.RESEND);
            case CANCELLED, CANCELLING ->
                    end.outOfTime() && !end.cancelled()
                            ? Judgement.without(outOfTime(), Remedy.RESEND_UNCOUNTED)
                            : Judgement.without(
                                    cancelled(
                                            "the batch was cancelled before this request was run"),
                                    Remedy.NONE);
            case COMPLETED ->
                    Judgement.without(
                            Outcome.failed(
                                    "missing_line", "OpenAI's files hold no line for this request"),
                            Remedy.RESEND);
            case VALIDATING, IN_PROGRESS, FINALIZING, UNKNOWN ->
                    Judgement.without(
                            Outcome.failed("batch_lost", "the batch did not come to its end"),
                            Remedy.NONE);
        };
    }

    /** A batch that may have been run is not run again unasked: it may have been paid for. */
    private static Outcome neverCreated(AttemptEnd end) {
        Failure failure = end.failure();
        if (failure != null && failure.isForLackOfQuota()) {
            return Outcome.unsent("quota", failure.message());
        }
        if (failure != null) {
            return Outcome.failed(failure.code(), failure.message());
        }
        return end.cancelled()
                ? cancelled("the job was cancelled before its batch was created")
                : Outcome.failed("batch_lost", "OpenAI does not know the batch any more");
    }

    private static Outcome fileRefused(AttemptEnd end) {
        return end.problems().isEmpty()
                ? Outcome.failed("batch_failed", "OpenAI refused the batch's file")
                : failed(end.problems().getFirst());
    }

    /** Stands only where the job ended before the request was sent in real time. */
    private static Outcome outOfTime() {
        return Outcome.unsent(
                "deadline", "the batch was given up for the deadline before this request was run");
    }

    private static Outcome cancelled(String message) {
        return new Outcome(OutcomeKind.CANCELLED, null, message);
    }

    private static Outcome failed(Problem problem) {
        return Outcome.failed(
                problem.code() == null ? "batch_failed" : problem.code(),
                problem.message() == null ? "OpenAI refused the batch's file" : problem.message());
    }
}
