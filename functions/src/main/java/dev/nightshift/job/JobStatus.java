package dev.nightshift.job;

import java.util.Locale;

/** How far a job is. */
public enum JobStatus {
    /** Its input is being turned into requests. */
    PREPARING,
    /** Its batches are under way. */
    RUNNING,
    /** Over; every record has its outcome. */
    COMPLETED,
    /** Over because the user said so; what was done before is kept. */
    CANCELLED,
    /** Over because it could not go on; the job says why. */
    FAILED,
    /**
     * Over for the present: OpenAI's quota or a cap on cost was used up, so that some records were
     * not sent, or the batch of some could not be had.
     */
    PAUSED,
    /** A status of a later version. */
    UNKNOWN;

    public boolean isOver() {
        return this == COMPLETED || this == CANCELLED || this == FAILED || this == PAUSED;
    }

    /** The text in rows, reports and answers. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of a text; {@link #UNKNOWN} for one that is not known here. */
    public static JobStatus of(String wire) {
        for (JobStatus status : values()) {
            if (status.wire().equals(wire)) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
