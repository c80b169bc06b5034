package dev.nightshift.cost;

import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.pricing.Lane;
import dev.nightshift.storage.Change;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The rows of costs: running sums, so that to read them nobody looks at jobs.
 *
 * <pre>
 * pk COST#{month}  sk {day}#{task}#{model}#{lane}  dollars, input_tokens, output_tokens, unpriced
 *                  sk {day}.{share}#…              the same, of what is counted often
 * pk JOB#{id}      sk COST#{lane}                  the same, and expires
 * </pre>
 *
 * A job's row says what of it is in the sums. Both change in the transaction that ends a run of the
 * job, which happens once for each run: so a repeat adds nothing, and a retry what it cost itself.
 * The sums do not expire, and stay when a job is deleted.
 */
@Singleton
public final class Costs {
    private static final String OF_JOB = "COST#";
    private static final int DAY = "2026-11-21".length();

    /** Rows over which what is counted often is spread. */
    private static final int SHARES = 16;

    private final Table table;

    public Costs(Table table) {
        this.table = table;
    }

    /**
     * What has to change with the end of a run of a job.
     *
     * @param totals what the job has cost by lane, all its runs included
     */
    public Change[] changes(Job job, Map<Lane, Spent> totals, Instant now) {
        List<Change> changes = new ArrayList<>();
        totals.forEach(
                (lane, total) -> {
                    String sk = OF_JOB + lane.wire();
                    Spent counted =
                            table.get(Jobs.pk(job.id()), sk).map(Spent::read).orElse(Spent.NOTHING);
                    changes.add(
                            new Change.Update(
                                    Jobs.pk(job.id()),
                                    sk,
                                    "SET dollars = :dollars, input_tokens = :input,"
                                            + " output_tokens = :output, unpriced = :unpriced,"
                                            + " expires = :expires",
                                    null,
                                    total.values().put(":expires", table.expiry(job.created()))));
                    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
                    changes.add(
                            added(
                                    day,
                                    day.toString(),
                                    job.task(),
                                    job.model(),
                                    lane,
                                    total.minus(counted)));
                });
        return changes.toArray(Change[]::new);
    }

    /**
     * Adds something small of which there is much at once, in a transaction that happens once. It
     * is spread over rows that are summed where they are read, so that hardly two wait for each
     * other.
     */
    public static Change addedOften(
            LocalDate day, String task, String model, Lane lane, Spent more) {
        int share = ThreadLocalRandom.current().nextInt(SHARES);
        return added(day, "%s.%02d".formatted(day, share), task, model, lane, more);
    }

    private static Change added(
            LocalDate day, String row, String task, String model, Lane lane, Spent more) {
        return new Change.Update(
                pk(YearMonth.from(day)),
                "%s#%s#%s#%s".formatted(row, task, model, lane.wire()),
                "ADD dollars :dollars, input_tokens :input, output_tokens :output,"
                        + " unpriced :unpriced",
                null,
                more.values());
    }

    /**
     * The sums from a day to another, both included, by day; a day's line may come in several
     * shares.
     */
    public Stream<CostLine> between(LocalDate from, LocalDate to) {
        return Stream.iterate(
                        YearMonth.from(from),
                        month -> !month.isAfter(YearMonth.from(to)),
                        month -> month.plusMonths(1))
                .flatMap(month -> table.query(pk(month), month.toString()))
                .map(Costs::line)
                .filter(line -> !line.day().isBefore(from) && !line.day().isAfter(to));
    }

    /** Removes what is noted of a job; the sums stay. */
    public void forget(JobId job) {
        for (Lane lane : Lane.values()) {
            table.delete(Jobs.pk(job), OF_JOB + lane.wire());
        }
    }

    /** A model's name may hold anything, and so stands between what holds no number sign. */
    private static CostLine line(Item row) {
        String sk = row.require("sk");
        int task = sk.indexOf('#') + 1;
        int model = sk.indexOf('#', task) + 1;
        int lane = sk.lastIndexOf('#') + 1;
        return new CostLine(
                LocalDate.parse(sk.substring(0, DAY)),
                sk.substring(task, model - 1),
                sk.substring(model, lane - 1),
                Lane.fromWire(sk.substring(lane)),
                Spent.read(row));
    }

    private static String pk(YearMonth month) {
        return "COST#" + month;
    }
}
