package dev.nightshift.local.function;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nightshift.local.template.LambdaFunction;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * One function: its handler and the context it lives in, made when it is first asked for. Unlike on
 * Lambda, invocations at the same time share them.
 */
final class HostedFunction implements AutoCloseable {
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

    LambdaFunction declared() {
        return declared;
    }

    /** Calls the handler; whatever it throws, its constructor included, is thrown. */
    String handle(String json, LocalContext invocation) throws Throwable {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        warmHandler()
                .handleRequest(
                        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                        answer,
                        invocation);
        return answer.toString(StandardCharsets.UTF_8);
    }

    ThreadFactory threads() {
        return Thread.ofPlatform().daemon().name(declared.logicalId() + "-", 1).factory();
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
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .banner(false)
                        .environmentPropertySource(false)
                        .propertySources(
                                PropertySource.of(
                                        "function",
                                        Map.copyOf(declared.environment()),
                                        PropertyConvention.ENVIRONMENT_VARIABLE,
                                        PropertySource.Origin.of("template")),
                                PropertySource.of("stack", surroundings, 1))
                        .build();
        return made.registerSingleton(InstantSource.class, clock).start();
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
