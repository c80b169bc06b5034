package dev.nightshift.budget;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.budget.Approval.OverJobCap;
import dev.nightshift.budget.Approval.OverMonthCap;
import dev.nightshift.budget.Approval.PriceUnknown;
import dev.nightshift.budget.Approval.Refusal;
import dev.nightshift.budget.Approval.Reserved;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.storage.Change;
import dev.nightshift.storage.Rounds;
import dev.nightshift.storage.Table;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that no more is spent than a job may cost, nor than may be spent in a month, however
 * many jobs run at once.
 *
 * <ol>
 *   <li>Before anything is sent that costs money, the most that it can cost is reserved: {@link
 *       #reserve}.
 *   <li>When it is done, its real cost takes the place of that: {@link #settle}.
 *   <li>What was not sent after all is given back: {@link #cancel}.
 * </ol>
 *
 * All of these may be repeated, side by side and after a crash at any line. A month is the calendar
 * month in which something was reserved, by UTC, whenever it is settled. Spending is counted where
 * there is no cap, too.
 */
@Singleton
public final class Budget {
    private final Ledger ledger;
    private final @Nullable BigDecimal monthCap;
    private final InstantSource clock;
    private final Jobs jobs;
    private final BatchAttempts attempts;

    public Budget(
            Table table,
            BudgetSettings settings,
            InstantSource clock,
            Jobs jobs,
            BatchAttempts attempts) {
        this.ledger = new Ledger(table);
        this.monthCap = settings.monthCap();
        this.clock = clock;
        this.jobs = jobs;
        this.attempts = attempts;
    }

    /** Caps what a job may cost, in US dollars; a later cap takes the place of an earlier. */
    public void cap(JobId job, BigDecimal cap) {
        ledger.cap(job, Dollars.require("the cap of job " + job, cap), clock.instant());
    }

    /**
     * Reserves what an attempt can cost at most. One that has it reserved, or is settled, keeps
     * that.
     *
     * <p>Before the month's cap refuses anything, what was reserved for jobs that are over since is
     * settled.
     *
     * @param bound US dollars; null when the price is not known, which is counted without a cap and
     *     refused under one
     */
    public Approval reserve(AttemptReference reference, @Nullable BigDecimal bound) {
        BigDecimal exact =
                bound == null ? null : Dollars.require("the bound of " + reference, bound);
        Approval approval = reserveAsItStands(reference, exact);
        if (approval instanceof OverMonthCap) {
            sweep(thisMonth());
            return reserveAsItStands(reference, exact);
        }
        return approval;
    }

    private Approval reserveAsItStands(AttemptReference reference, @Nullable BigDecimal bound) {
        return Rounds.until(budgetOf(reference), () -> reserveIfUnchanged(reference, bound));
    }

    /** Empty when another has reserved, settled or capped something in between. */
    private Optional<Approval> reserveIfUnchanged(
            AttemptReference reference, @Nullable BigDecimal bound) {
        if (ledger.find(reference).isPresent()) {
            return Optional.of(new Reserved());
        }
        YearMonth month = thisMonth();
        Figures ofJob = ledger.job(reference.job());
        Optional<Refusal> refusal = refusal(ofJob, month, bound);
        if (refusal.isPresent()) {
            return Optional.of(refusal.get());
        }
        Spend spend = new Spend(reference, month, bound, null);
        return ledger.reserve(spend, ofJob.cap(), monthCap, clock.instant())
                ? Optional.of(new Reserved())
                : Optional.empty();
    }

    /**
     * Why all of a job may not be begun; empty when it may. Nothing is reserved.
     *
     * @param bound what the job can cost at most, in US dollars, what it has reserved or spent
     *     included; null when the price is not known
     */
    public Optional<Refusal> refusal(JobId job, @Nullable BigDecimal bound) {
        Optional<Refusal> refusal = refusalAsItStands(job, bound);
        if (refusal.isPresent() && refusal.get() instanceof OverMonthCap) {
            sweep(thisMonth());
            return refusalAsItStands(job, bound);
        }
        return refusal;
    }

    private Optional<Refusal> refusalAsItStands(JobId job, @Nullable BigDecimal bound) {
        Figures ofJob = ledger.job(job);
        BigDecimal counted = ofJob.reserved().add(ofJob.spent());
        return refusal(
                ofJob,
                thisMonth(),
                bound == null ? null : bound.subtract(counted).max(BigDecimal.ZERO));
    }

    /**
     * Why something that is no job's may not be spent in this month; empty when it may. Nothing is
     * reserved.
     *
     * @param bound US dollars; null when the price is not known
     */
    public Optional<Refusal> refusal(@Nullable BigDecimal bound) {
        Optional<Refusal> refusal = refusal(Figures.NONE, thisMonth(), bound);
        if (refusal.isPresent() && refusal.get() instanceof OverMonthCap) {
            sweep(thisMonth());
            return refusal(Figures.NONE, thisMonth(), bound);
        }
        return refusal;
    }

    /**
     * What has to change where something that is no job's is reserved in a month. The caller's
     * transaction fails where the month's cap does not allow it any more.
     *
     * @param bound US dollars; null when the price is not known
     */
    public Change reserving(YearMonth month, @Nullable BigDecimal bound) {
        return ledger.reserving(month, bound, monthCap);
    }

    /**
     * What has to change where that is done.
     *
     * @param cost US dollars
     */
    public Change settling(YearMonth month, @Nullable BigDecimal bound, BigDecimal cost) {
        return ledger.settling(month, bound, cost);
    }

    /** Whether there is a cap that a job has to keep to. */
    public boolean isCapped(JobId job) {
        return monthCap != null || ledger.job(job).cap() != null;
    }

    /** Removes what is known of a job that is over; what it has cost stays in its month. */
    public void forget(JobId job) {
        ledger.forget(job);
    }

    private Optional<Refusal> refusal(Figures ofJob, YearMonth month, @Nullable BigDecimal bound) {
        // Without a cap a month need not be read.
        Figures ofMonth = monthCap == null ? Figures.NONE : month(month);
        BigDecimal leftOfJob = ofJob.left();
        BigDecimal leftOfMonth = ofMonth.left();
        if (bound == null) {
            return leftOfJob == null && leftOfMonth == null
                    ? Optional.empty()
                    : Optional.of(new PriceUnknown());
        }
        if (leftOfJob != null && ofJob.isExceededBy(bound)) {
            return Optional.of(new OverJobCap(leftOfJob));
        }
        if (leftOfMonth != null && ofMonth.isExceededBy(bound)) {
            return Optional.of(new OverMonthCap(leftOfMonth));
        }
        return Optional.empty();
    }

    /**
     * Notes what an attempt has really cost, even if that is more than its bound; without effect
     * when that was noted before, or nothing is reserved.
     */
    public void settle(AttemptReference reference, BigDecimal cost) {
        BigDecimal exact = Dollars.require("the cost of " + reference, cost);
        Rounds.untilDone(
                budgetOf(reference),
                () -> {
                    Optional<Spend> spend = open(reference);
                    return spend.isEmpty() || ledger.settle(spend.get(), exact, clock.instant());
                });
    }

    /**
     * Gives back what is reserved for an attempt that was never sent; without effect when nothing
     * is, or it is settled.
     */
    public void cancel(AttemptReference reference) {
        Rounds.untilDone(
                budgetOf(reference),
                () -> {
                    Optional<Spend> spend = open(reference);
                    return spend.isEmpty() || ledger.cancel(spend.get(), clock.instant());
                });
    }

    /** What a job has spent, and may. */
    public Figures of(JobId job) {
        return ledger.job(job);
    }

    /** What all jobs together have spent in a month, and may. */
    public Figures month(YearMonth month) {
        return ledger.month(month, monthCap);
    }

    /**
     * Ends what is reserved in a month for jobs that are over or gone. What OpenAI was never asked
     * for is cancelled; of all else the real cost will not be heard any more, and it counts at its
     * bound: too high sooner than too low.
     */
    public void sweep(YearMonth month) {
        for (Spend spend : ledger.open(month).toList()) {
            AttemptReference reference = spend.reference();
            Optional<Job> job = jobs.find(reference.job());
            if (job.isPresent() && !job.get().status().isOver()) {
                continue;
            }
            if (ledger.find(reference).isEmpty()) {
                ledger.settleWithoutJob(spend, spend.committed());
            } else if (wasNeverAskedFor(reference)) {
                cancel(reference);
            } else {
                settle(reference, spend.committed());
            }
        }
    }

    private boolean wasNeverAskedFor(AttemptReference reference) {
        return attempts.find(reference.job(), reference.batch(), reference.attempt())
                .filter(attempts::wasNeverSent)
                .isPresent();
    }

    private Optional<Spend> open(AttemptReference reference) {
        return ledger.find(reference).filter(Spend::isOpen);
    }

    private static String budgetOf(AttemptReference reference) {
        return "the budget of " + reference;
    }

    /** In which something is reserved now. */
    public YearMonth thisMonth() {
        return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    }
}
