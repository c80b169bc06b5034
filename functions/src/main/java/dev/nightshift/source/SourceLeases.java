package dev.nightshift.source;

import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.storage.Change;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Which job works on a source whose records bear no claims.
 *
 * <pre>
 * pk SOURCE#{place}#{mark}  sk LEASE
 * job_id, expires
 * </pre>
 *
 * and beside it, where a schedule goes on with a source:
 *
 * <pre>
 * pk SOURCE#{place}#{mark}  sk LAST
 * job_id, expires
 * </pre>
 *
 * The lease stands from a job's first look at the table to its last write, and counts for nothing
 * when its job is gone or has given its results back.
 */
@Singleton
public final class SourceLeases {
    private static final String SK = "LEASE";
    private static final String LAST = "LAST";

    private final Table table;
    private final Jobs jobs;

    public SourceLeases(Table table, Jobs jobs) {
        this.table = table;
        this.jobs = jobs;
    }

    /** The job that works on a source by itself; empty when none does. */
    public Optional<JobId> holder(Source source) {
        return noted(source).filter(this::isAtWork);
    }

    /**
     * Gives a source to a job; without effect where records bear claims, or the job has it.
     *
     * @throws SourceBusyException when another job works on it
     */
    public void take(Source source, Job job) {
        if (source.written().claim() != null) {
            return;
        }
        Optional<JobId> before = noted(source);
        if (before.isPresent() && !before.get().equals(job.id()) && isAtWork(before.get())) {
            throw new SourceBusyException(before.get());
        }
        boolean taken =
                table.update(
                        pk(source),
                        SK,
                        "SET job_id = :job, expires = :expires",
                        before.isEmpty() ? "attribute_not_exists(pk)" : "job_id = :before",
                        Item.values()
                                .put(":job", job.id().value())
                                .put(":expires", table.expiry(job.created()))
                                .put(":before", before.map(JobId::value).orElse(null)));
        if (!taken) {
            throw new SourceBusyException(noted(source).orElse(job.id()));
        }
    }

    /** Gives a source back; without effect when the job does not have it. */
    public void release(Source source, Job job) {
        table.commit(
                new Change.Delete(
                        pk(source),
                        SK,
                        "job_id = :job",
                        Item.values().put(":job", job.id().value())));
    }

    /** The last job that a schedule started for a source; empty for none. */
    public Optional<JobId> lastOf(Source source) {
        return noted(source, LAST);
    }

    /** Notes which job a schedule has started for a source. */
    public void continued(Source source, Job job) {
        table.update(
                pk(source),
                LAST,
                "SET job_id = :job, expires = :expires",
                "attribute_not_exists(pk) OR job_id <> :job",
                Item.values()
                        .put(":job", job.id().value())
                        .put(":expires", table.expiry(job.created())));
    }

    private Optional<JobId> noted(Source source) {
        return noted(source, SK);
    }

    private Optional<JobId> noted(Source source, String sk) {
        return table.get(pk(source), sk).map(row -> new JobId(row.require("job_id")));
    }

    private boolean isAtWork(JobId id) {
        return jobs.find(id).filter(job -> !job.isDelivered()).isPresent();
    }

    private static String pk(Source source) {
        return "SOURCE#%s#%s".formatted(source.place(), source.written().mark());
    }
}
