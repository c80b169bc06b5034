package dev.nightshift.upload;

import dev.nightshift.job.Job;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import dev.nightshift.storage.Timestamps;
import dev.nightshift.upload.Dropped.File;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which object was taken last of those put under a key.
 *
 * <pre>
 * pk DROP#{key}  sk DROP
 * sequencer, job_id, at, expires
 * </pre>
 *
 * S3 tells of every object that is put, at least once and in any order. Of two under one key the
 * later has the larger {@code sequencer}, compared as text of one length.
 *
 * <p>{@code at} is when the job began, or when the object was refused, which led to none.
 */
@Singleton
public final class Drops {
    private static final String SK = "DROP";

    /** S3 has 16 to 18 digits today. */
    private static final int DIGITS = 40;

    private final Table table;

    public Drops(Table table) {
        this.table = table;
    }

    /** Whether this object, or one put after it, was taken or refused. */
    public boolean isTaken(File file, String sequencer) {
        return table.get(pk(file), SK)
                .filter(row -> row.require("sequencer").compareTo(padded(sequencer)) >= 0)
                .isPresent();
    }

    /** Notes which job an object led to; without effect where one put after it was taken. */
    public void started(File file, String sequencer, Job job) {
        note(file, sequencer, job.id().value(), job.created());
    }

    /** Notes that an object led to no job; likewise. */
    public void refused(File file, String sequencer, Instant now) {
        note(file, sequencer, null, now);
    }

    private void note(File file, String sequencer, @Nullable String job, Instant at) {
        table.put(
                Item.of(pk(file), SK)
                        .put("sequencer", padded(sequencer))
                        .put("job_id", job)
                        .put("at", at)
                        .put("expires", table.expiry(at)),
                "attribute_not_exists(pk) OR sequencer <= :sequencer",
                Item.values().put(":sequencer", padded(sequencer)));
    }

    /** Whether a file put after that of a job was taken or refused, so that results are its. */
    public boolean isOvertaken(File file, Job job) {
        return table.get(pk(file), SK)
                .filter(row -> !job.id().value().equals(row.text("job_id")))
                .filter(row -> row.require("at").compareTo(Timestamps.text(job.created())) > 0)
                .isPresent();
    }

    private static String padded(String sequencer) {
        return sequencer + "0".repeat(Math.max(0, DIGITS - sequencer.length()));
    }

    private static String pk(File file) {
        return "DROP#" + file.key();
    }
}
