package dev.nightshift.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nightshift.metrics.Counts;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The entry point of a function: JSON in, JSON out, one application context. A stream handler,
 * because Lambda's own mapping of objects would start a second JSON context and double the time to
 * wake up.
 *
 * @param <I> the request, as the state machine sends it
 * @param <O> the answer, as the state machine reads it
 */
public abstract class JsonHandler<I, O> implements RequestStreamHandler {
    private final ApplicationContext context;
    private final Argument<I> request;
    private final ObjectMapper json;
    private final Counts counts;

    protected JsonHandler(ApplicationContext context, Class<I> request) {
        this.context = context;
        this.request = Argument.of(request);
        this.json = context.getBean(ObjectMapper.class);
        this.counts = context.getBean(Counts.class);
    }

    /** The context a function starts with on Lambda: configured by its environment alone. */
    protected static ApplicationContext contextOfThisFunction() {
        return FunctionContext.builder().start();
    }

    /** A bean of the function, made with all that it needs when it is first asked for. */
    protected final <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /**
     * Does the function's work.
     *
     * @param deadline when Lambda will end this invocation
     */
    protected abstract O handle(I request, Deadline deadline) throws IOException;

    @Override
    public final void handleRequest(InputStream in, OutputStream out, Context lambda)
            throws IOException {
        Invocation.run(lambda, counts, () -> handle(in, out, lambda));
    }

    private void handle(InputStream in, OutputStream out, Context lambda) throws IOException {
        Duration remaining = Duration.ofMillis(lambda.getRemainingTimeInMillis());
        Deadline deadline = Deadline.in(InstantSource.system(), remaining);
        I parsed = json.readValue(in.readAllBytes(), request);
        if (parsed == null) {
            throw new IllegalArgumentException("the request is JSON null");
        }
        if (parsed instanceof Concerning named) {
            Invocation.concerns(named);
        }
        json.writeValue(out, repeatable(parsed, deadline));
    }

    /** Gives what passes by itself the one name that the state machine knows. */
    private O repeatable(I parsed, Deadline deadline) {
        try {
            return handle(parsed, deadline);
        } catch (IOException | UncheckedIOException e) {
            throw new StepInterruptedException(e);
        } catch (SdkException e) {
            if (Passing.is(e)) {
                throw new StepInterruptedException(e);
            }
            throw e;
        }
    }
}
