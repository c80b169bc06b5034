package dev.nightshift.batch;

/**
 * How far an attempt is whose requests are sent one by one. OpenAI cannot be asked afterwards
 * whether it has answered such a call, so that a call that was under way at a crash is made again,
 * and may be paid twice.
 *
 * @param term how many invocations have worked on it; each writes under its own term, so that one
 *     that was given up too early overwrites nothing
 * @param done requests whose answer is in the bucket
 * @param inFlight how many calls at most the present invocation may have made without having their
 *     answers in the bucket; 0 when none is at work
 * @param uncertain how many calls at most may have been paid without leaving an answer
 */
public record DirectCalls(int term, long done, long inFlight, long uncertain) {
    /** Before the first call. */
    public static final DirectCalls NONE = new DirectCalls(0, 0, 0, 0);

    public DirectCalls {
        if (term < 0 || done < 0 || inFlight < 0 || uncertain < 0) {
            throw new IllegalArgumentException(
                    "term, requests and calls are not below 0, were %d, %d, %d, %d"
                            .formatted(term, done, inFlight, uncertain));
        }
    }

    /**
     * As an invocation begins. What the one before it left under way counts as uncertain, and is
     * not more than what it had not noted as done.
     *
     * @param requests of the whole attempt
     * @param answered requests whose answer is found in the bucket
     * @param concurrency how many calls this invocation makes at most before it saves an answer
     */
    public DirectCalls begin(long requests, long answered, int concurrency) {
        long left = Math.min(inFlight, Math.max(0, requests - done));
        return new DirectCalls(
                term + 1,
                answered,
                Math.min(concurrency, Math.max(0, requests - answered)),
                uncertain + left);
    }

    /** How many calls at most were paid for nothing, when nobody is at work any more. */
    public long lost() {
        return uncertain + inFlight;
    }

    /** With more answers in the bucket. */
    public DirectCalls saved(int answers, int uncertainOnes) {
        return new DirectCalls(term, done + answers, inFlight, uncertain + uncertainOnes);
    }

    /**
     * As an invocation ends.
     *
     * @param abandoned calls that it did not wait for
     */
    public DirectCalls end(int abandoned) {
        return new DirectCalls(term, done, 0, uncertain + abandoned);
    }
}
