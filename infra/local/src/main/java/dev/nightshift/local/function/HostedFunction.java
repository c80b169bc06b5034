package dev.nightshift.local.function;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nightshift.lambda.FunctionContext;
import dev.nightshift.local.function.InvocationResult.FunctionError;
import dev.nightshift.local.function.InvocationResult.Success;
import dev.nightshift.local.template.LambdaFunction;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One function: its handler and the context it lives in, made when it is first asked for. Unlike on
 * Lambda, invocations at the same time share them.
 */
final class HostedFunction implements Callee {
    private static final Logger LOG = LoggerFactory.getLogger(HostedFunction.class);

    private final LambdaFunction declared;
    private final Map<String, Object> surroundings;
    private final InstantSource clock;
    private @Nullable ApplicationContext context;
    private @Nullable RequestStreamHandler handler;

    /**
     * @param surroundings properties besides the function's own environment, such as endpoints
     * @param clock what the function takes for the present
     */
    HostedFunction(LambdaFunction declared, Map<String, Object> surroundings, InstantSource clock) {
        this.declared = declared;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return declared.logicalId();
    }

    @Override
    public Duration timeout() {
        return declared.timeout();
    }

    @Override
    public boolean isCalled(FunctionName called) {
        return (called.isLatest() || declared.alias().equals(called.qualifier()))
                && declared.isCalled(called.unqualified());
    }

    /** Platform threads: a function that computes for minutes must not hold up virtual ones. */
    @Override
    public ThreadFactory threads() {
        return Thread.ofPlatform().daemon().name(declared.logicalId() + "-", 1).factory();
    }

    @Override
    @SuppressWarnings("CatchingUnchecked")
    public InvocationResult call(String json, String requestId) {
        try {
            return new Success(handle(json, new LocalContext(declared, requestId)));
        } catch (Throwable e) {
            // Whatever a function throws is its answer, an Error as well.
            LOG.info("{} failed with {}", declared.logicalId(), e.getClass().getName());
            return new FunctionError(ErrorReport.of(e));
        }
    }

    private String handle(String json, LocalContext invocation) throws Throwable {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        warmHandler()
                .handleRequest(
                        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                        answer,
                        invocation);
        return answer.toString(StandardCharsets.UTF_8);
    }

    private synchronized RequestStreamHandler warmHandler() throws Throwable {
        if (handler == null) {
            handler = coldStart();
        }
        return handler;
    }

    private RequestStreamHandler coldStart() throws Throwable {
        Class<?> type = Class.forName(declared.handler());
        ApplicationContext fresh = startedContext();
        try {
            RequestStreamHandler made =
                    (RequestStreamHandler)
                            type.getConstructor(ApplicationContext.class).newInstance(fresh);
            context = fresh;
            return made;
        } catch (InvocationTargetException e) {
            fresh.close();
            throw Optional.ofNullable(e.getCause()).orElse(e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    /** A context that sees the function's environment and nothing of this process's own. */
    private ApplicationContext startedContext() {
        ApplicationContext made =
                FunctionContext.builder()
                        .environmentPropertySource(false)
                        .propertySources(
                                PropertySource.of(
                                        "function",
                                        environment(),
                                        PropertyConvention.ENVIRONMENT_VARIABLE,
                                        PropertySource.Origin.of("template")),
                                PropertySource.of("stack", surroundings, 1))
                        .build();
        return made.registerSingleton(InstantSource.class, clock).start();
    }

    /**
     * Its own variables and <a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime">those
     * that Lambda sets</a>, as far as they mean something here.
     */
    private Map<String, Object> environment() {
        Map<String, Object> variables = new HashMap<>(declared.environment());
        variables.put("_HANDLER", declared.handler());
        variables.put("AWS_LAMBDA_FUNCTION_NAME", declared.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        variables.put(
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(declared.memoryMegabytes()));
        return variables;
    }

    @Override
    public synchronized void close() {
        if (context != null) {
            context.close();
        }
        context = null;
        handler = null;
    }
}
