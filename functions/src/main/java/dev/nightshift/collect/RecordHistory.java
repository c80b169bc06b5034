package dev.nightshift.collect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.RecordLineReader.RecordLine;
import dev.nightshift.batch.Remedy;
import dev.nightshift.batch.ReplyJudge;
import dev.nightshift.batch.ReplyJudge.Judgement;
import dev.nightshift.done.ReusedResults.Reused;
import dev.nightshift.job.Again;
import dev.nightshift.job.AttemptLimits;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.Origin;
import dev.nightshift.record.Outcome;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.task.Revision;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record, attempt by attempt. It is settled when its outcome is final, or no
 * attempt of the kind that would help is left to it.
 */
final class RecordHistory {
    /** What a record is that no attempt has carried yet. */
    private static final Judgement NOT_SENT =
            Judgement.without(
                    Outcome.unsent("not_sent", "the job ended before this record was sent"),
                    Remedy.RESEND_UNCOUNTED);

    /** What a record is until the job ends that waits for an equal one. */
    private static final Judgement WAITING =
            Judgement.without(
                    Outcome.unsent("equal", "an equal record is sent in its place"), Remedy.NONE);

    private final AttemptLimits limits;
    private final Map<Remedy, Integer> remedies = new EnumMap<>(Remedy.class);
    private Judgement last = NOT_SENT;
    private @Nullable Judgement lastWithWords;
    private Revision.@Nullable Misfit misfit;
    private Usage usage = Usage.ZERO;
    private @Nullable BigDecimal cost = BigDecimal.ZERO;
    private int attempts;
    private int round;
    private int largerLimits;
    private boolean settled;
    private boolean waits;
    private boolean isNew;
    private @Nullable Origin from;

    RecordHistory(AttemptLimits limits) {
        this.limits = limits;
    }

    /** Notes that the record is left out. */
    void skip(Outcome outcome) {
        last = Judgement.without(outcome, Remedy.NONE);
        settled = true;
    }

    /** Notes that an equal record is sent in its place. */
    void waitForEqual() {
        last = WAITING;
        settled = true;
        waits = true;
    }

    /** Notes the result that an earlier job had. */
    void reuse(Reused reused, ReplyJudge judge) {
        from = reused.from();
        last = judge.succeeded(Outcome.reused(reused.from()), reused.result());
        settled = true;
    }

    /** Notes that what was added last came of the attempt that is being collected. */
    void markNew() {
        isNew = true;
    }

    /** The reply that fits, where it came of the attempt that is being collected; else null. */
    @Nullable JsonNode newValue() {
        return isNew ? last.value() : null;
    }

    /** Whether its outcome is that of an equal record, which is not known yet. */
    boolean isWaiting() {
        return waits;
    }

    /**
     * Adds what came of an attempt, later than those before.
     *
     * @param inRound the round of the job; with each the limits on attempts begin anew
     * @param wasSent false when the attempt ended before anything was sent
     * @param paid in US dollars; null when the model's price is not known
     */
    void add(
            int inRound,
            boolean wasSent,
            Judgement judgement,
            Usage billed,
            @Nullable BigDecimal paid) {
        if (inRound != round) {
            round = inRound;
            remedies.clear();
        }
        if (judgement.remedy() == Remedy.LARGER_LIMIT) {
            largerLimits++;
        }
        attempts += wasSent ? 1 : 0;
        usage = usage.plus(billed);
        cost = cost == null || paid == null ? null : cost.add(paid);
        last = judgement;
        if (judgement.text() != null) {
            lastWithWords = judgement;
        }
        String why = judgement.outcome().message();
        if (judgement.remedy() == Remedy.REPAIR && judgement.text() != null && why != null) {
            misfit = new Revision.Misfit(judgement.text(), why);
        }
        int times = remedies.merge(judgement.remedy(), 1, Integer::sum);
        settled = times > allowed(judgement.remedy());
    }

    /** Says of a record that its batch was too large for the queue that it is so by itself. */
    void neverFits(String why) {
        if (Failure.TOKEN_LIMIT.equals(last.outcome().code())) {
            last =
                    Judgement.without(
                            Outcome.failed(Failure.TOKEN_LIMIT, why), Remedy.RESEND_UNCOUNTED);
        }
    }

    /** Whether its outcome will not change any more. */
    boolean isSettled() {
        return settled;
    }

    /** Whether a further round of the job that runs {@code again} is to run it. */
    boolean isWanted(Again again) {
        if (waits) {
            return false;
        }
        OutcomeKind kind = standing().outcome().kind();
        return switch (again) {
            case FAILED ->
                    switch (kind) {
                        case SUCCEEDED, SKIPPED, FILTERED -> false;
                        case INVALID, REFUSED, TRUNCATED, FAILED, CANCELLED, UNSENT -> true;
                    };
            case UNSENT -> kind == OutcomeKind.UNSENT;
        };
    }

    /** What would help it; {@link Remedy#NONE} only when it is settled. */
    Remedy remedy() {
        return last.remedy();
    }

    /** How its next request is to differ from its first. */
    Revision revision() {
        return new Revision((int) Math.pow(limits.limitFactor(), largerLimits), misfit);
    }

    /** The result as it stands. */
    RecordResult result(RecordLine row) {
        Judgement stands = standing();
        return new RecordResult(
                row,
                stands.outcome(),
                stands.value(),
                stands.text(),
                stands.warnings(),
                attempts,
                usage,
                cost,
                from);
    }

    private Judgement standing() {
        if (lastWithWords == null) {
            return last;
        }
        // Words of the model that did not fit say more than that a later try came to nothing.
        return switch (last.outcome().kind()) {
            case FAILED, CANCELLED -> lastWithWords;
            case SUCCEEDED, INVALID, REFUSED, TRUNCATED, FILTERED, SKIPPED, UNSENT -> last;
        };
    }

    private int allowed(Remedy remedy) {
        return switch (remedy) {
            case NONE -> 0;
            case RESEND -> limits.resends();
            case RESEND_UNCOUNTED -> Integer.MAX_VALUE;
            case LARGER_LIMIT -> limits.largerLimits();
            case REPAIR -> limits.repairs();
        };
    }
}
