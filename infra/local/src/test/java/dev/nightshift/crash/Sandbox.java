package dev.nightshift.crash;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nightshift.lambda.FunctionContext;
import dev.nightshift.local.template.LambdaFunction;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.inject.qualifiers.PrimaryQualifier;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * A function in a context of its own, in which one invocation runs at a time, as on Lambda. Once a
 * process has died in it, it is of no use any more.
 */
final class Sandbox implements AutoCloseable {
    private static final int TIME_LEFT_MILLIS = 800_000;

    /** So little that a step writes one batch and hands on a cursor. */
    private static final int TIME_LEFT_TO_PREPARE_MILLIS = 30_000;

    private final ApplicationContext context;
    private final RequestStreamHandler handler;
    private final int timeLeftMillis;
    private final OpenAiRelay relay;
    private final URI openAi;
    private volatile @Nullable Life life;

    Sandbox(
            LambdaFunction function,
            Map<String, Object> surroundings,
            OpenAiRelay relay,
            SdkHttpClient http,
            InstantSource clock)
            throws ReflectiveOperationException {
        Map<String, Object> properties = new HashMap<>(surroundings);
        this.relay = relay;
        openAi = relay.address(() -> life);
        properties.put("nightshift.openai.base-url", openAi.toString());
        context =
                FunctionContext.builder()
                        .environmentPropertySource(false)
                        .propertySources(
                                PropertySource.of(
                                        "function",
                                        new HashMap<>(function.environment()),
                                        PropertyConvention.ENVIRONMENT_VARIABLE,
                                        PropertySource.Origin.of("template")),
                                PropertySource.of("stack", properties, 1))
                        .build();
        SdkHttpClient tapped = new TappedHttpClient(http, () -> life);
        context.registerBeanDefinition(
                RuntimeBeanDefinition.builder(SdkHttpClient.class, () -> tapped)
                        .qualifier(PrimaryQualifier.instance())
                        .singleton(true)
                        .build());
        context.registerSingleton(InstantSource.class, clock).start();
        timeLeftMillis =
                function.logicalId().startsWith("Prepare")
                        ? TIME_LEFT_TO_PREPARE_MILLIS
                        : TIME_LEFT_MILLIS;
        handler =
                Class.forName(function.handler())
                        .asSubclass(RequestStreamHandler.class)
                        .getConstructor(ApplicationContext.class)
                        .newInstance(context);
    }

    /** Runs an invocation to its end; whatever the function throws is thrown. */
    String run(Life invocation, byte[] event) throws Exception {
        life = invocation;
        try {
            var answer = new ByteArrayOutputStream();
            handler.handleRequest(new ByteArrayInputStream(event), answer, lambda());
            return answer.toString(StandardCharsets.UTF_8);
        } finally {
            // What a dead process still has under way must go on finding it dead.
            life = invocation.isOver() ? invocation : null;
        }
    }

    /** What an invocation knows of itself; only the time that is left is asked for. */
    private Context lambda() {
        return (Context)
                Proxy.newProxyInstance(
                        Sandbox.class.getClassLoader(),
                        new Class<?>[] {Context.class},
                        (_, method, _) ->
                                method.getName().equals("getRemainingTimeInMillis")
                                        ? timeLeftMillis
                                        : null);
    }

    @Override
    public void close() {
        relay.forget(openAi);
        context.close();
    }
}
