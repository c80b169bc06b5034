package dev.nightshift.collect;

import dev.nightshift.batch.RecordLineReader.RecordLine;
import dev.nightshift.batch.ReplyJudge;
import dev.nightshift.collect.AttemptAnswers.Answer;
import dev.nightshift.done.ReusedResults;
import dev.nightshift.done.ReusedResults.Reused;
import dev.nightshift.job.Job;
import dev.nightshift.record.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What all attempts at a batch say of its rows, which are asked for in input order. */
final class Answers implements AutoCloseable {
    private final Job job;
    private final ReplyJudge judge;
    private final Bill bill;
    private final ReusedResults reused;
    private final List<AttemptAnswers> attempts = new ArrayList<>();

    /**
     * Opens what came back.
     *
     * @param bill to which the replies of the last attempt are added
     * @param reused what rows were given without being sent; its maker closes it
     * @param returned every attempt so far, in order
     */
    Answers(
            Job job,
            ReplyJudge judge,
            Bill bill,
            long firstOrdinal,
            int rows,
            ReusedResults reused,
            List<ReturnedAttempt> returned)
            throws IOException {
        this.job = job;
        this.judge = judge;
        this.bill = bill;
        this.reused = reused;
        try {
            for (ReturnedAttempt attempt : returned) {
                attempts.add(new AttemptAnswers(attempt, firstOrdinal, rows, judge));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** What became of a row so far. */
    RecordHistory of(RecordLine row) throws IOException {
        var history = new RecordHistory(job.attemptLimits());
        if (row.skip() != null) {
            history.skip(Outcome.leftOut(row.skip(), row.message()));
            return history;
        }
        if (row.equalTo() != null) {
            history.waitForEqual();
            return history;
        }
        Reused earlier = row.isSent() ? null : reused.of(row.ordinal());
        if (earlier != null) {
            history.reuse(earlier, judge);
            return history;
        }
        for (AttemptAnswers attempt : attempts) {
            Answer answer = attempt.of(row);
            if (answer != null) {
                String model = answer.model() == null ? job.model() : answer.model();
                history.add(
                        attempt.round(),
                        answer.wasSent(),
                        answer.judgement(),
                        answer.usage(),
                        bill.cost(answer.usage(), model, attempt.lane()));
                if (attempt == attempts.getLast()) {
                    history.markNew();
                    bill.add(answer.usage(), model, attempt.lane());
                }
            }
        }
        return history;
    }

    /** Lines of the last attempt that led to no outcome. */
    long oddLines() {
        return attempts.getLast().oddLines();
    }

    @Override
    public void close() throws IOException {
        for (AttemptAnswers attempt : attempts) {
            attempt.close();
        }
    }
}
