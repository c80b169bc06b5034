package dev.nightshift.collect;

import dev.nightshift.batch.RecordLineReader.RecordLine;
import dev.nightshift.batch.Remedy;
import dev.nightshift.batch.ReplyJudge;
import dev.nightshift.batch.ReplyJudge.Judgement;
import dev.nightshift.batch.ResultLine;
import dev.nightshift.batch.ResultLineParser;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.Outcome;
import dev.nightshift.record.OutcomeKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What one attempt says of the rows that it carried. Rows are asked for in input order. */
final class AttemptAnswers implements AutoCloseable {
    private final ReturnedAttempt attempt;
    private final long firstOrdinal;
    private final ReplyJudge judge;
    private final LineIndex lines;
    private final Unanswered unanswered;
    private long request;
    private long garbage;

    AttemptAnswers(ReturnedAttempt attempt, long firstOrdinal, int rows, ReplyJudge judge)
            throws IOException {
        this.attempt = attempt;
        this.firstOrdinal = firstOrdinal;
        this.judge = judge;
        this.lines =
                new LineIndex(
                        new ResultLineParser(),
                        firstOrdinal,
                        rows,
                        attempt.output(),
                        attempt.error());
        this.unanswered = Unanswered.of(attempt.end(), attempt.requests());
    }

    /**
     * An answer to one request.
     *
     * @param wasSent false when the attempt ended before anything was sent
     * @param usage tokens billed; zero when OpenAI named none
     * @param model that answered; null when OpenAI named none
     */
    record Answer(Judgement judgement, boolean wasSent, Usage usage, @Nullable String model) {}

    /** What came of a row; null when the attempt did not carry it. */
    @Nullable Answer of(RecordLine row) throws IOException {
        long ordinal = row.ordinal();
        if (!attempt.carried(row, (int) (ordinal - firstOrdinal))) {
            return null;
        }
        request++;
        return switch (lines.find(ordinal)) {
            case null ->
                    new Answer(unanswered.of(request), attempt.end().wasSent(), Usage.ZERO, null);
            case ResultLine.Garbage(var why) -> {
                garbage++;
                yield new Answer(
                        Judgement.without(Outcome.failed("malformed_line", why), Remedy.RESEND),
                        true,
                        Usage.ZERO,
                        null);
            }
            case ResultLine.Reply reply ->
                    new Answer(judged(reply), true, reply.usage(), reply.model());
        };
    }

    /** A line may say as well that its request was not run for the batch was given up. */
    private Judgement judged(ResultLine.Reply reply) {
        Judgement judged = judge.judge(reply);
        return attempt.end().outOfTime() && judged.outcome().kind() == OutcomeKind.CANCELLED
                ? unanswered.of(request)
                : judged;
    }

    int round() {
        return attempt.round();
    }

    Lane lane() {
        return attempt.lane();
    }

    /** Lines that led to no outcome. */
    long oddLines() {
        return lines.oddLines() + garbage;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
