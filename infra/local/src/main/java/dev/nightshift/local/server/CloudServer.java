package dev.nightshift.local.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nightshift.local.function.FunctionHost;
import dev.nightshift.local.function.InvocationResult;
import dev.nightshift.local.function.InvocationResult.FunctionError;
import dev.nightshift.local.function.InvocationResult.Refusal;
import dev.nightshift.local.function.InvocationResult.Refused;
import dev.nightshift.local.function.InvocationResult.Success;
import dev.nightshift.statemachine.wire.Reply;
import dev.nightshift.statemachine.wire.StepFunctionsApi;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Step Functions and the invocation of Lambda functions on one port, in the formats of AWS: <a
 * href="https://docs.aws.amazon.com/step-functions/latest/apireference/">JSON 1.0</a> posted to the
 * root for the one, <a
 * href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a> for the other. An
 * invocation of type Event is tried once; Lambda would try it twice more.
 */
public final class CloudServer implements AutoCloseable {
    private static final Pattern INVOKE =
            Pattern.compile("/2015-03-31/functions/(?<function>[^/]+)/invocations");

    private final StepFunctionsApi stepFunctions;
    private final FunctionHost functions;
    private final LoopbackServer server;

    private CloudServer(int port, StepFunctionsApi stepFunctions, FunctionHost functions)
            throws IOException {
        this.stepFunctions = stepFunctions;
        this.functions = functions;
        this.server = LoopbackServer.start(port, FunctionHost.LARGEST_PAYLOAD, this::route);
    }

    /**
     * Starts the server.
     *
     * @throws IOException if the port is taken
     */
    public static CloudServer start(
            int port, StepFunctionsApi stepFunctions, FunctionHost functions) throws IOException {
        return new CloudServer(port, stepFunctions, functions);
    }

    /** Where a client finds both services. */
    public URI endpoint() {
        return server.uri();
    }

    private HttpReply route(HttpRequest request) {
        Matcher invoke = INVOKE.matcher(request.path());
        if (request.method().equals("POST") && invoke.matches()) {
            return invoke(invoke.group("function"), request);
        }
        Optional<String> target = request.header("X-Amz-Target");
        if (request.method().equals("POST") && request.path().equals("/") && target.isPresent()) {
            Reply reply =
                    stepFunctions.handle(
                            target.get(), request.body().getBytes(StandardCharsets.UTF_8));
            return new HttpReply(
                    reply.status(), Reply.CONTENT_TYPE, requestId(), reply.body().toString());
        }
        return HttpReply.problem(
                404, "Not Found", "Step Functions and Lambda's Invoke are served here.");
    }

    private HttpReply invoke(String function, HttpRequest request) {
        String type = request.header("X-Amz-Invocation-Type").orElse("RequestResponse");
        return switch (type) {
            case "RequestResponse" -> reply(functions.invoke(function, request.body()));
            case "Event" -> later(function, request.body());
            case "DryRun" -> functions.has(function) ? empty(204) : unknown(function);
            default -> error("InvalidParameterValueException", 400, "Unknown type " + type);
        };
    }

    private HttpReply later(String function, String body) {
        if (!functions.has(function)) {
            return unknown(function);
        }
        Thread.ofVirtual().start(() -> functions.invoke(function, body));
        return empty(202);
    }

    private static HttpReply reply(InvocationResult result) {
        return switch (result) {
            case Success(String json) ->
                    new HttpReply(200, "application/json", executed(Map.of()), json);
            case FunctionError(String json) ->
                    new HttpReply(
                            200,
                            "application/json",
                            executed(Map.of("X-Amz-Function-Error", "Unhandled")),
                            json);
            case Refused(Refusal refusal, String message) ->
                    error(refusal.wire(), refusal.status(), message);
        };
    }

    private static HttpReply unknown(String function) {
        return error(
                Refusal.NO_SUCH_FUNCTION.wire(),
                Refusal.NO_SUCH_FUNCTION.status(),
                "Function not found: " + function);
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
