package dev.nightshift.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.metrics.Counts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What surrounds the work of every invocation: until it is over the lines that its thread logs have
 * its ids, {@code function} and {@code AWSRequestId}, and those of whom it concerns as they become
 * known.
 */
public final class Invocation {
    private static final Logger LOG = LoggerFactory.getLogger(Invocation.class);

    private Invocation() {}

    /**
     * Does an invocation's work, on a thread that is its alone.
     *
     * @param counts what is counted in it; told at its end, however it ends
     */
    public static void run(Context lambda, Counts counts, Work work) throws IOException {
        MDC.clear();
        MDC.put("function", lambda.getFunctionName());
        MDC.put("AWSRequestId", lambda.getAwsRequestId());
        try {
            work.run();
        } catch (IOException | RuntimeException | Error e) {
            // The trace is written by Lambda itself, with the same AWSRequestId and without the
            // job.
            LOG.info("failed with {}", e.getClass().getName());
            throw e;
        } finally {
            counts.tell();
            MDC.clear();
        }
    }

    /** Has the lines from here on say whom a request concerns. */
    public static void concerns(Concerning request) {
        concernsJob(request.job());
        put("batch", request.batch() == 0 ? null : Integer.toString(request.batch()));
        put("attempt", request.attempt() == 0 ? null : Integer.toString(request.attempt()));
        put("conversation", request.conversation());
        put("turn", request.turn());
    }

    /** Has the lines from here on say that they concern a job, in place of another; null: none. */
    public static void concernsJob(@Nullable String job) {
        put("job", job);
    }

    private static void put(String name, @Nullable String id) {
        if (id == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, id);
        }
    }

    /** What an invocation is for. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }
}
