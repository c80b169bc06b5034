package dev.nightshift.local.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nightshift.local.function.AsyncInvoker;
import dev.nightshift.local.function.FunctionHost;
import dev.nightshift.local.function.InvocationResult;
import dev.nightshift.local.function.InvocationResult.FunctionError;
import dev.nightshift.local.function.InvocationResult.Refused;
import dev.nightshift.local.function.InvocationResult.Success;
import dev.nightshift.local.function.InvocationResult.Unknown;
import dev.nightshift.statemachine.wire.Reply;
import dev.nightshift.statemachine.wire.StepFunctionsApi;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Step Functions, the invocation of Lambda functions and the stack's secrets on one port, in the
 * formats of AWS: <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/">JSON
 * 1.0</a> posted to the root for the one, <a
 * href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a> for the other.
 */
public final class CloudServer implements AutoCloseable {
    private static final Pattern INVOKE =
            Pattern.compile("/2015-03-31/functions/(?<function>[^/]+)/invocations");
    private static final Pattern QUALIFIER = Pattern.compile("(^|&)Qualifier=(?<qualifier>[^&]+)");

    private final StepFunctionsApi stepFunctions;
    private final FunctionHost functions;
    private final AsyncInvoker events;
    private final Secrets secrets;
    private final LoopbackServer server;

    private CloudServer(
            int port,
            StepFunctionsApi stepFunctions,
            FunctionHost functions,
            AsyncInvoker events,
            Secrets secrets)
            throws IOException {
        this.stepFunctions = stepFunctions;
        this.functions = functions;
        this.events = events;
        this.secrets = secrets;
        this.server = LoopbackServer.start(port, FunctionHost.LARGEST_PAYLOAD, this::route);
    }

    /**
     * Starts the server.
     *
     * @throws IOException if the port is taken
     */
    public static CloudServer start(
            int port,
            StepFunctionsApi stepFunctions,
            FunctionHost functions,
            AsyncInvoker events,
            Secrets secrets)
            throws IOException {
        return new CloudServer(port, stepFunctions, functions, events, secrets);
    }

    /** Where a client finds all three services. */
    public URI endpoint() {
        return server.uri();
    }

    private HttpReply route(HttpRequest request) {
        Matcher invoke = INVOKE.matcher(request.path());
        if (request.method().equals("POST") && invoke.matches()) {
            return invoke(qualified(invoke.group("function"), request), request);
        }
        Optional<String> target = request.header("X-Amz-Target");
        if (request.method().equals("POST") && request.path().equals("/") && target.isPresent()) {
            if (Secrets.isFor(target.get())) {
                return secrets.handle(target.get(), request.body());
            }
            Reply reply =
                    stepFunctions.handle(
                            target.get(), request.body().getBytes(StandardCharsets.UTF_8));
            return new HttpReply(
                    reply.status(), Reply.CONTENT_TYPE, requestId(), reply.body().toString());
        }
        return HttpReply.problem(
                404,
                "Not Found",
                "Step Functions, Lambda's Invoke and Secrets Manager are served here.");
    }

    /** With the version or alias that the query may name. */
    private static String qualified(String function, HttpRequest request) {
        Matcher query =
                QUALIFIER.matcher(
                        Objects.requireNonNullElse(
                                request.exchange().getRequestURI().getQuery(), ""));
        return query.find() ? function + ":" + query.group("qualifier") : function;
    }

    private HttpReply invoke(String function, HttpRequest request) {
        String type = request.header("X-Amz-Invocation-Type").orElse("RequestResponse");
        return switch (type) {
            case "RequestResponse" -> reply(functions.invoke(function, request.body()));
            case "Event" -> accepted(events.take(function, request.body()), 202);
            case "DryRun" -> accepted(functions.refusal(function), 204);
            default ->
                    error(
                            "InvalidParameterValueException",
                            400,
                            "Value %s at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]"
                                    .formatted(type));
        };
    }

    private static HttpReply accepted(Optional<Refused> refused, int status) {
        return refused.map(CloudServer::refused).orElseGet(() -> empty(status));
    }

    private static HttpReply reply(InvocationResult result) {
        return switch (result) {
            case Success(String json) ->
                    new HttpReply(200, "application/json", executed(Map.of()), json);
            case FunctionError(String json) -> functionError(json);
            case Unknown(String message) ->
                    functionError(
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("errorMessage", message)
                                    .toString());
            case Refused refused -> refused(refused);
        };
    }

    private static HttpReply functionError(String json) {
        return new HttpReply(
                200,
                "application/json",
                executed(Map.of("X-Amz-Function-Error", "Unhandled")),
                json);
    }

    private static HttpReply refused(Refused refused) {
        return error(refused.refusal().wire(), refused.refusal().status(), refused.message());
    }

    private static HttpReply error(String type, int status, String message) {
        String body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("Type", status < 500 ? "User" : "Service")
                        .put("Message", message)
                        .toString();
        return new HttpReply(status, "application/json", Map.of("X-Amzn-ErrorType", type), body);
    }

    private static HttpReply empty(int status) {
        return new HttpReply(status, "application/json", requestId(), "");
    }

    private static Map<String, String> executed(Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("X-Amz-Executed-Version", "$LATEST");
        headers.putAll(requestId());
        return headers;
    }

    private static Map<String, String> requestId() {
        return Map.of("X-Amzn-RequestId", UUID.randomUUID().toString());
    }

    @Override
    public void close() {
        server.close();
    }
}
