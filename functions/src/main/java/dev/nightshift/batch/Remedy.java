package dev.nightshift.batch;

/** What may still help a record whose reply is missing or of no use. */
public enum Remedy {
    /** Nothing: the outcome is final. */
    NONE,
    /** The same request in another batch: it was never run, or OpenAI failed. */
    RESEND,
    /**
     * As {@link #RESEND}, and without counting: what kept the request from being run is taken out
     * of the next batch, so that this comes to an end by itself.
     */
    RESEND_UNCOUNTED,
    /** A larger limit of output tokens. */
    LARGER_LIMIT,
    /** The reply shown to the model, with what is wrong with it. */
    REPAIR
}
