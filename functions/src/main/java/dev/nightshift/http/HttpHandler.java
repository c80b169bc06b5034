package dev.nightshift.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * The entry point of a function behind the HTTP API, in API Gateway's payload format 2.0: requests
 * go to the controllers of its context. A stream handler, as Lambda's own mapping of objects would
 * start a second JSON context and double the time to wake up.
 */
public abstract class HttpHandler implements RequestStreamHandler {
    private static final Argument<APIGatewayV2HTTPEvent> EVENT =
            Argument.of(APIGatewayV2HTTPEvent.class);

    private final APIGatewayV2HTTPEventFunction controllers;
    private final ObjectMapper json;

    protected HttpHandler(ApplicationContext context) {
        controllers = new APIGatewayV2HTTPEventFunction(context);
        json = context.getBean(ObjectMapper.class);
    }

    /** The context a function starts with on Lambda: configured by its environment alone. */
    protected static ApplicationContext contextOfThisFunction() {
        return ApplicationContext.builder().deduceEnvironment(false).banner(false).start();
    }

    @Override
    public final void handleRequest(InputStream in, OutputStream out, Context lambda)
            throws IOException {
        APIGatewayV2HTTPEvent event =
                Objects.requireNonNull(json.readValue(in.readAllBytes(), EVENT));
        json.writeValue(out, controllers.handleRequest(event, lambda));
    }
}
