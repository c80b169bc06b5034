package dev.nightshift.openai;

import dev.nightshift.metrics.Counts;
import dev.nightshift.metrics.Metric;
import dev.nightshift.text.Codes;
import jakarta.inject.Singleton;

/** Counts the attempts at calls, and those that failed by status and code. */
@Singleton
final class CallCounts {
    private final Counts counts;

    CallCounts(Counts counts) {
        this.counts = counts;
    }

    void add(Attempt<?> attempt) {
        counts.add(Metric.OPENAI_CALLS, 1);
        switch (attempt) {
            case Attempt.Done<?> done -> counts.add(Metric.OPENAI_ERRORS, 0);
            case Attempt.Failed<?>(Failure failure) -> {
                OpenAiError error = failure.error();
                add(
                        metric(error.status()),
                        error.code() == null
                                ? Integer.toString(error.status())
                                : error.status() + " " + Codes.plain(error.code()));
            }
            case Attempt.Broken<?> broken -> add(Metric.OPENAI_UNANSWERED, "unanswered");
        }
    }

    private void add(Metric metric, String kind) {
        counts.add(Metric.OPENAI_ERRORS, 1);
        counts.addError(metric, kind);
    }

    private static Metric metric(int status) {
        return status == 429
                ? Metric.OPENAI_ERRORS_429
                : status < 500 ? Metric.OPENAI_ERRORS_4XX : Metric.OPENAI_ERRORS_5XX;
    }
}
