package dev.nightshift.source;

import dev.nightshift.job.JobId;

/** Another job works on the table, and has not given its results back yet; try again later. */
public final class SourceBusyException extends RuntimeException {
    /** What its message has. */
    public static final String WORDS = "works on this table";

    private static final long serialVersionUID = 1;

    public SourceBusyException(JobId holder) {
        super("job %s %s; start again when it is done".formatted(holder, WORDS));
    }
}
