package dev.nightshift.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.nightshift.lambda.FunctionContext;
import dev.nightshift.lambda.Invocation;
import dev.nightshift.metrics.Counts;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry point of a function behind the HTTP API, in API Gateway's payload format 2.0: requests
 * go to the controllers of its context. A stream handler, as Lambda's own mapping of objects would
 * start a second JSON context and double the time to wake up.
 */
public abstract class HttpHandler implements RequestStreamHandler {
    private static final Argument<APIGatewayV2HTTPEvent> EVENT =
            Argument.of(APIGatewayV2HTTPEvent.class);

    private static final Logger LOG = LoggerFactory.getLogger(HttpHandler.class);

    private final APIGatewayV2HTTPEventFunction controllers;
    private final ObjectMapper json;
    private final Counts counts;

    protected HttpHandler(ApplicationContext context) {
        controllers = new APIGatewayV2HTTPEventFunction(context);
        json = context.getBean(ObjectMapper.class);
        counts = context.getBean(Counts.class);
    }

    /** The context a function starts with on Lambda: configured by its environment alone. */
    protected static ApplicationContext contextOfThisFunction() {
        return FunctionContext.builder().start();
    }

    @Override
    public final void handleRequest(InputStream in, OutputStream out, Context lambda)
            throws IOException {
        Invocation.run(lambda, counts, () -> handle(in, out, lambda));
    }

    private void handle(InputStream in, OutputStream out, Context lambda) throws IOException {
        APIGatewayV2HTTPEvent event =
                Objects.requireNonNull(json.readValue(in.readAllBytes(), EVENT));
        Invocation.concerns(Subject.of(event.getRequestContext().getHttp().getPath()));
        json.writeValue(out, answer(event, lambda));
    }

    /** Whatever happens, the caller gets a problem and the log its cause. */
    private APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Context lambda)
            throws IOException {
        if (event.getRequestContext().getHttp().getMethod().equals("OPTIONS")) {
            // A browser asks what is allowed; API Gateway adds that to the answer.
            return APIGatewayV2HTTPResponse.builder().withStatusCode(204).build();
        }
        if (!isPath(event.getRequestContext().getHttp().getPath())) {
            return of(Problem.of(ProblemType.NOT_FOUND, "Nothing can have this name.", List.of()));
        }
        try {
            APIGatewayV2HTTPResponse answer = controllers.handleRequest(event, lambda);
            // The framework answers so when it cannot write what a controller gave.
            return answer.getStatusCode() == 500 && answer.getBody() == null
                    ? internal(event)
                    : answer;
        } catch (RuntimeException e) {
            LOG.error("Request {} failed", event.getRequestContext().getRequestId(), e);
            return internal(event);
        }
    }

    /** The framework throws up at any other. */
    private static boolean isPath(String path) {
        try {
            return new URI(path).getRawPath() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private APIGatewayV2HTTPResponse internal(APIGatewayV2HTTPEvent event) throws IOException {
        return of(
                Problem.logged(
                        ProblemType.INTERNAL, null, event.getRequestContext().getRequestId()));
    }

    private APIGatewayV2HTTPResponse of(Problem problem) throws IOException {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(problem.status())
                .withHeaders(Map.of("Content-Type", Problem.MEDIA_TYPE))
                .withBody(json.writeValueAsString(problem))
                .build();
    }
}
