package dev.nightshift.metrics;

/** What is told of a job when a run of it ends. A job that is run again is told again, whole. */
public enum Metric {
    JOBS("Jobs", "Count"),
    /** 1 for a job that failed, else 0; likewise the next. */
    JOBS_FAILED("JobsFailed", "Count"),
    /** For want of money, of quota at OpenAI, or of replies that may be paid for. */
    JOBS_PAUSED("JobsPaused", "Count"),
    /** From the job's start to its end. */
    JOB_TIME("JobTime", "Seconds"),
    RECORDS("Records", "Count"),
    RECORDS_SUCCEEDED("RecordsSucceeded", "Count"),
    /** Those that somebody should look at. */
    RECORDS_NEEDING_ATTENTION("RecordsNeedingAttention", "Count"),
    INPUT_TOKENS("InputTokens", "Count"),
    OUTPUT_TOKENS("OutputTokens", "Count"),
    COST_USD("CostUsd", "None");

    private final String wire;
    private final String unit;

    Metric(String wire, String unit) {
        this.wire = wire;
        this.unit = unit;
    }

    /** Its name in CloudWatch. */
    public String wire() {
        return wire;
    }

    String unit() {
        return unit;
    }
}
