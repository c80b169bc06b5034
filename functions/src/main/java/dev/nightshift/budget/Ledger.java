package dev.nightshift.budget;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.storage.Change;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of money.
 *
 * <pre>
 * pk JOB#{id}        sk BUDGET                   cap, committed, spent, unpriced, expires
 *                    sk SPEND#{batch}#{attempt}  in_month, bound, settled, expires
 * pk BUDGET#{month}  sk TOTAL                    committed, spent, unpriced
 *                    sk TOTAL#{share}            the same, of what is counted often
 *                    sk OPEN#{reference}         bound
 * </pre>
 *
 * Amounts are DynamoDB's decimal numbers of US dollars, so that nothing is ever rounded. {@code
 * committed} is what is spent and the bounds of what is open. Each step changes all its rows in one
 * transaction. A month's rows do not expire; a job's do a week after its others, when no batch can
 * be under way any more.
 *
 * <p>What is reserved under a cap goes to one row, whose condition no two get by at once. All else
 * that turns of conversations count, of which there may be many at once, is spread over shares,
 * which only add to the month's sum; one of them may be negative.
 */
final class Ledger {
    private static final String JOB = "BUDGET";
    private static final String TOTAL = "TOTAL";
    private static final String SHARE = "TOTAL#";
    private static final int SHARES = 16;
    private static final String OPEN = "OPEN#";
    private static final String FITS = "(attribute_not_exists(committed) OR committed <= :room)";
    private static final Duration LONGER_THAN_ANY_BATCH = Duration.ofDays(7);

    private final Table table;

    Ledger(Table table) {
        this.table = table;
    }

    Figures job(JobId job) {
        Item row = table.get(Jobs.pk(job), JOB).orElseGet(Item::values);
        return Figures.of(row, row.decimal("cap"));
    }

    Figures month(YearMonth month, @Nullable BigDecimal cap) {
        return table.query(pk(month), TOTAL)
                .map(row -> Figures.of(row, cap))
                .reduce(new Figures(cap, BigDecimal.ZERO, BigDecimal.ZERO, 0), Figures::and);
    }

    /** What an attempt has reserved, or has cost. */
    Optional<Spend> find(AttemptReference reference) {
        return table.get(Jobs.pk(reference.job()), sk(reference))
                .map(
                        row ->
                                new Spend(
                                        reference,
                                        YearMonth.parse(row.require("in_month")),
                                        row.decimal("bound"),
                                        row.decimal("settled")));
    }

    /** Removes the rows of a job; those of months stay. */
    void forget(JobId job) {
        table.query(Jobs.pk(job), "SPEND#")
                .forEach(row -> table.delete(Jobs.pk(job), row.require("sk")));
        table.delete(Jobs.pk(job), JOB);
    }

    /** What is reserved in a month and not settled. */
    Stream<Spend> open(YearMonth month) {
        return table.query(pk(month), OPEN)
                .map(
                        row ->
                                new Spend(
                                        AttemptReference.of(
                                                row.require("sk").substring(OPEN.length())),
                                        month,
                                        row.decimal("bound"),
                                        null));
    }

    void cap(JobId job, BigDecimal cap, Instant now) {
        table.commit(
                new Change.Update(
                        Jobs.pk(job),
                        JOB,
                        "SET cap = :cap, expires = :expires",
                        null,
                        Item.values().put(":cap", cap).put(":expires", expiry(now))));
    }

    /**
     * Reserves an amount that was seen to fit under these caps.
     *
     * @return false when it does not fit any more, the job's cap is another by now, or the attempt
     *     has its row
     */
    boolean reserve(
            Spend spend, @Nullable BigDecimal jobCap, @Nullable BigDecimal monthCap, Instant now) {
        AttemptReference reference = spend.reference();
        Entry entry = Entry.reserving(spend.bound());
        return table.commit(
                Change.putNew(
                        Item.of(Jobs.pk(reference.job()), sk(reference))
                                .put("in_month", spend.month().toString())
                                .put("bound", spend.bound())
                                .put("expires", expiry(now))),
                Change.putNew(
                        Item.of(pk(spend.month()), OPEN + reference).put("bound", spend.bound())),
                addToJob(
                        reference.job(),
                        entry,
                        jobCap == null ? "attribute_not_exists(cap)" : "cap = :cap AND " + FITS,
                        Item.values().put(":cap", jobCap).put(":room", room(jobCap, entry)),
                        now),
                monthCap == null
                        ? add(pk(spend.month()), TOTAL, entry, null, Item.values())
                        : reserving(spend.month(), entry, monthCap));
    }

    /** What the month has to change by where something is reserved that is no job's. */
    Change reserving(YearMonth month, @Nullable BigDecimal bound, @Nullable BigDecimal monthCap) {
        Entry entry = Entry.reserving(bound);
        return monthCap == null ? addShare(month, entry) : reserving(month, entry, monthCap);
    }

    private Change reserving(YearMonth month, Entry entry, BigDecimal monthCap) {
        BigDecimal shares =
                table.query(pk(month), SHARE)
                        .map(row -> Figures.of(row, null).committed())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return add(
                pk(month),
                TOTAL,
                entry,
                FITS,
                Item.values().put(":room", room(monthCap.subtract(shares), entry)));
    }

    /** What it has to change by where that is settled. */
    Change settling(YearMonth month, @Nullable BigDecimal bound, BigDecimal cost) {
        return addShare(month, Entry.settling(bound, cost));
    }

    private static Change addShare(YearMonth month, Entry entry) {
        int share = ThreadLocalRandom.current().nextInt(SHARES);
        return add(pk(month), "%s%02d".formatted(SHARE, share), entry, null, Item.values());
    }

    /** Notes what an attempt has cost; false when it is not open as it was read. */
    boolean settle(Spend spend, BigDecimal cost, Instant now) {
        return close(
                spend,
                new Change.Update(
                        Jobs.pk(spend.reference().job()),
                        sk(spend.reference()),
                        "SET settled = :cost, expires = :expires",
                        "attribute_exists(pk) AND attribute_not_exists(settled)",
                        Item.values().put(":cost", cost).put(":expires", expiry(now))),
                Entry.settling(spend.bound(), cost),
                now);
    }

    /** Gives back what is reserved, as if it had never been; false as above. */
    boolean cancel(Spend spend, Instant now) {
        return close(
                spend,
                new Change.Delete(
                        Jobs.pk(spend.reference().job()),
                        sk(spend.reference()),
                        "attribute_exists(pk) AND attribute_not_exists(settled)",
                        Item.values()),
                Entry.cancelling(spend.bound()),
                now);
    }

    private boolean close(Spend spend, Change row, Entry entry, Instant now) {
        return table.commit(
                row,
                Change.delete(pk(spend.month()), OPEN + spend.reference()),
                addToJob(spend.reference().job(), entry, null, Item.values(), now),
                add(pk(spend.month()), TOTAL, entry, null, Item.values()));
    }

    /** Notes in the month alone what an attempt has cost whose job's rows are gone. */
    boolean settleWithoutJob(Spend spend, BigDecimal cost) {
        return table.commit(
                Change.absent(Jobs.pk(spend.reference().job()), sk(spend.reference())),
                Change.delete(pk(spend.month()), OPEN + spend.reference()),
                add(
                        pk(spend.month()),
                        TOTAL,
                        Entry.settling(spend.bound(), cost),
                        null,
                        Item.values()));
    }

    private Change addToJob(
            JobId job, Entry entry, @Nullable String condition, Item values, Instant now) {
        return new Change.Update(
                Jobs.pk(job),
                JOB,
                Entry.ADD + " SET expires = :expires",
                condition,
                entry.in(values.put(":expires", expiry(now))));
    }

    private static Change add(
            String pk, String sk, Entry entry, @Nullable String condition, Item values) {
        return new Change.Update(pk, sk, Entry.ADD, condition, entry.in(values));
    }

    private static @Nullable BigDecimal room(@Nullable BigDecimal cap, Entry entry) {
        return cap == null ? null : cap.subtract(entry.committed());
    }

    private long expiry(Instant now) {
        return table.expiry(now.plus(LONGER_THAN_ANY_BATCH));
    }

    private static String pk(YearMonth month) {
        return "BUDGET#" + month;
    }

    private static String sk(AttemptReference reference) {
        return "SPEND#%05d#%03d".formatted(reference.batch(), reference.attempt());
    }
}
