package dev.nightshift.submit;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.budget.Approval;
import dev.nightshift.budget.Budget;
import dev.nightshift.budget.OverBudgetException;
import dev.nightshift.governor.Admission;
import dev.nightshift.governor.Admission.Admitted;
import dev.nightshift.governor.Admission.NeverFits;
import dev.nightshift.governor.Admission.Waiting;
import dev.nightshift.governor.Claim;
import dev.nightshift.governor.Governor;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.Waiters;
import dev.nightshift.pricing.Lane;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reserves what an attempt needs before anything of it is sent: the most money that it can cost,
 * and then, for a batch, its tokens in the model's queue at OpenAI.
 *
 * <ol>
 *   <li>Note the token of the execution, so that a wish to cancel finds it, or is found.
 *   <li>Leave alone what is at OpenAI, and what is never to be sent.
 *   <li>Reserve the money, or say that it is not there.
 *   <li>Reserve the tokens. Where there is no room yet nothing is answered: whoever makes room
 *       wakes the execution, which asks again; so does its own timeout.
 * </ol>
 *
 * All of it may be repeated. Whatever is reserved is given back when the attempt is collected.
 */
@Singleton
public final class Reservation {
    private static final Logger LOG = LoggerFactory.getLogger(Reservation.class);

    private final Jobs jobs;
    private final BatchAttempts attempts;
    private final NeverSubmitted never;
    private final Budget budget;
    private final Governor governor;
    private final Waiters waiters;
    private final ObjectMapper json;
    private final InstantSource clock;

    public Reservation(
            Jobs jobs,
            BatchAttempts attempts,
            NeverSubmitted never,
            Budget budget,
            Governor governor,
            Waiters waiters,
            ObjectMapper json,
            InstantSource clock) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.never = never;
        this.budget = budget;
        this.governor = governor;
        this.waiters = waiters;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Reserves for an attempt, and answers its execution unless it has to wait.
     *
     * @param token of the execution
     * @return whether nothing of the attempt is to be sent
     */
    boolean run(SubmitRequest request, String token) throws IOException {
        BatchAttempt attempt =
                attempts.waiting(request.jobId(), request.batch(), request.attempt(), token);
        ReserveAnswer answer = answer(jobs.require(attempt.job()), attempt, token);
        if (answer.go() != ReserveAnswer.Go.WAIT) {
            waiters.answer(token, json.writeValueAsString(answer));
        }
        return answer.go() == ReserveAnswer.Go.COLLECT;
    }

    private ReserveAnswer answer(Job job, BatchAttempt attempt, String token) {
        if (attempt.phase() != Phase.WRITTEN) {
            return attempt.phase() == Phase.SUBMITTED
                    ? ReserveAnswer.SUBMIT
                    : ReserveAnswer.collect(null);
        }
        boolean begun = !attempts.wasNeverSent(attempt);
        if (!begun && never.holdsFor(job, attempt)) {
            attempts.over(attempt, clock.instant());
            return ReserveAnswer.collect(null);
        }
        // What OpenAI was asked for is seen to its end, whatever has become of its reservation.
        return begun ? ReserveAnswer.SUBMIT : reserve(job, attempt, token);
    }

    private ReserveAnswer reserve(Job job, BatchAttempt attempt, String token) {
        Approval approval = budget.reserve(attempt.reference(), attempt.load().costLimit());
        if (approval instanceof Approval.Refusal refusal) {
            String what = "batch %d, attempt %d".formatted(attempt.batch(), attempt.attempt());
            LOG.info("job {}: there is no money for {}", job.id(), what);
            return ReserveAnswer.collect(
                    ReserveAnswer.Failure.of(
                            OverBudgetException.of(what, attempt.load().costLimit(), refusal)));
        }
        return attempt.lane() == Lane.REALTIME ? ReserveAnswer.SUBMIT : queue(job, attempt, token);
    }

    private ReserveAnswer queue(Job job, BatchAttempt attempt, String token) {
        long tokens = Math.max(1, attempt.load().inputTokens());
        Admission admission =
                governor.admit(new Claim(job.model(), attempt.reference(), tokens), token);
        admission.turns().forEach(turn -> turn.wake(waiters));
        return switch (admission) {
            case Admitted admitted -> ReserveAnswer.SUBMIT;
            case Waiting waiting -> {
                LOG.info("job {}: batch {} waits for its tokens", job.id(), attempt.batch());
                yield ReserveAnswer.WAIT;
            }
            case NeverFits(long limit, var turns) ->
                    ReserveAnswer.collect(
                            ReserveAnswer.Failure.tokenLimit(
                                    "its batch had %,d tokens, and at most %,d may be enqueued for %s"
                                            .formatted(tokens, limit, job.model())));
        };
    }
}
