package dev.nightshift.metrics;

/** What is told of a stack. A job that is run again is told again, whole. */
public enum Metric {
    // When a run of a job ends.
    JOBS("Jobs", "Count"),
    /** 1 for a job that failed, else 0; likewise the next. */
    JOBS_FAILED("JobsFailed", "Count"),
    /** For want of money, of quota at OpenAI, or of replies that may be paid for. */
    JOBS_PAUSED("JobsPaused", "Count"),
    /** From the job's start to its end. */
    JOB_TIME("JobTime", "Seconds"),
    /** From the job's start until all its requests are written; told at the end of a first run. */
    PREPARE_TIME("PrepareTime", "Seconds"),
    RECORDS("Records", "Count"),
    RECORDS_SUCCEEDED("RecordsSucceeded", "Count"),
    /** Those that somebody should look at. */
    RECORDS_NEEDING_ATTENTION("RecordsNeedingAttention", "Count"),
    INPUT_TOKENS("InputTokens", "Count"),
    OUTPUT_TOKENS("OutputTokens", "Count"),
    COST_USD("CostUsd", "None"),

    // When an attempt at a batch is collected; by model.
    /** From its submission until it is seen to be over at OpenAI. */
    BATCH_TIME("BatchTime", "Seconds"),
    /** From then until every record of it has its outcome. */
    COLLECT_TIME("CollectTime", "Seconds"),

    /**
     * When an attempt that had to wait for tokens has them; by model. From when they were first
     * asked for, so that what was refused at OpenAI in between counts as waiting.
     */
    TOKEN_WAIT("TokenWait", "Seconds"),

    // When an invocation is over that called OpenAI. Each try of a call counts.
    OPENAI_CALLS("OpenAiCalls", "Count"),
    /** Those that did not bring what they should: the sum of the next four. */
    OPENAI_ERRORS("OpenAiErrors", "Count"),
    /** Too much was asked for, or the quota is used up. */
    OPENAI_ERRORS_429("OpenAiErrors429", "Count"),
    /** Everything else that OpenAI does not do. */
    OPENAI_ERRORS_4XX("OpenAiErrors4xx", "Count"),
    OPENAI_ERRORS_5XX("OpenAiErrors5xx", "Count"),
    /** No connection, or no answer that can be read. */
    OPENAI_UNANSWERED("OpenAiUnanswered", "Count"),

    // Every hour.
    JOBS_UNDER_WAY("JobsUnderWay", "Count"),
    /** Those of them that get nowhere. */
    JOBS_STUCK("JobsStuck", "Count"),
    /** By model: attempts that have their tokens in OpenAI's queue, and are not collected. */
    BATCHES_AT_OPENAI("BatchesAtOpenAi", "Count"),
    /** By model: attempts that wait for tokens. */
    BATCHES_WAITING("BatchesWaiting", "Count"),
    /** Of the month's cap, where there is one: what was really paid. */
    BUDGET_SPENT("BudgetSpent", "Percent"),
    /** Likewise with what is reserved for what is under way, far above what that will cost. */
    BUDGET_COMMITTED("BudgetCommitted", "Percent");

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
