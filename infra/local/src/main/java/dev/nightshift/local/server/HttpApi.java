package dev.nightshift.local.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.local.function.FunctionHost;
import dev.nightshift.local.function.InvocationResult;
import dev.nightshift.local.function.InvocationResult.FunctionError;
import dev.nightshift.local.function.InvocationResult.Refusal;
import dev.nightshift.local.function.InvocationResult.Refused;
import dev.nightshift.local.function.InvocationResult.Success;
import dev.nightshift.local.function.InvocationResult.Unknown;
import dev.nightshift.local.template.Cors;
import dev.nightshift.local.template.Route;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The template's HTTP API: hands requests to the functions that its routes name, as API Gateway
 * does. Where no route takes the root, it describes the stack there.
 */
public final class HttpApi implements AutoCloseable {
    /** What to accept to be told the stack's description at the root, whatever route takes it. */
    public static final String DESCRIPTION = "application/vnd.nightshift.stack+json";

    /** The header in which a description comes with the stack's present, in ISO 8601. */
    public static final String TIME = "X-Nightshift-Time";

    /** How long API Gateway waits for a function, whose own limit may be longer. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Route> routes;
    private final Cors cors;
    private final FunctionHost functions;
    private final InstantSource clock;
    private final Duration patience;
    private final String description;
    private final LoopbackServer server;

    private HttpApi(
            int port,
            String description,
            List<Route> routes,
            Cors cors,
            FunctionHost functions,
            InstantSource clock,
            Duration patience)
            throws IOException {
        this.description = description;
        this.cors = cors;
        this.routes = List.copyOf(routes);
        this.functions = functions;
        this.clock = clock;
        this.patience = patience;
        this.server =
                LoopbackServer.start(
                        port, FunctionHost.LARGEST_PAYLOAD, cors.origins(), this::shared);
    }

    /**
     * Starts the server.
     *
     * @param description the stack as JSON
     * @param cors which pages of other sites may call it
     * @param clock the stack's, by which requests are dated
     * @param patience how long a function may take; it runs on after that, unheard
     * @throws IOException if the port is taken
     */
    public static HttpApi start(
            int port,
            String description,
            List<Route> routes,
            Cors cors,
            FunctionHost functions,
            InstantSource clock,
            Duration patience)
            throws IOException {
        return new HttpApi(port, description, routes, cors, functions, clock, patience);
    }

    /** Where a client finds it. */
    public URI endpoint() {
        return server.uri();
    }

    /**
     * As API Gateway does: it answers preflights itself, and says to which site an answer may go.
     */
    private HttpReply shared(HttpRequest request) {
        Optional<String> origin = request.header("Origin").filter(cors.origins()::contains);
        if (origin.isEmpty()) {
            return reply(request);
        }
        boolean preflight =
                request.method().equals("OPTIONS")
                        && request.header("Access-Control-Request-Method").isPresent();
        return preflight
                ? new HttpReply(204, "text/plain", permission(origin.get()), "")
                : reply(request)
                        .with("Access-Control-Allow-Origin", origin.get())
                        .with("Access-Control-Expose-Headers", String.join(",", cors.exposed()));
    }

    private Map<String, String> permission(String origin) {
        return Map.of(
                "Access-Control-Allow-Origin", origin,
                "Access-Control-Allow-Methods", String.join(",", cors.methods()),
                "Access-Control-Allow-Headers", String.join(",", cors.headers()),
                "Access-Control-Max-Age", Integer.toString(cors.maxAge()));
    }

    private HttpReply reply(HttpRequest request) {
        boolean root = request.method().equals("GET") && request.path().equals("/");
        if (root && request.header("Accept").filter(DESCRIPTION::equals).isPresent()) {
            return described();
        }
        String rawPath = request.exchange().getRequestURI().getRawPath();
        Optional<RouteMatch> match = RouteMatch.find(routes, request.method(), rawPath);
        if (match.isPresent()) {
            return ask(match.get(), request);
        }
        return root || (request.method().equals("HEAD") && request.path().equals("/"))
                ? described()
                : HttpReply.problem(
                        404,
                        "Not Found",
                        "%s %s is no route of this API."
                                .formatted(request.method(), request.path()));
    }

    private HttpReply described() {
        return new HttpReply(
                200, "application/json", Map.of(TIME, clock.instant().toString()), description);
    }

    private HttpReply ask(RouteMatch match, HttpRequest request) {
        String event = ApiEvent.of(request, match, clock.instant());
        FutureTask<InvocationResult> asked =
                new FutureTask<>(() -> functions.invoke(match.route().function(), event));
        Thread.ofVirtual().start(asked);
        try {
            return reply(asked.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unavailable();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpReply reply(InvocationResult result) {
        return switch (result) {
            case Success(String json) -> ApiAnswer.of(json);
            case FunctionError(String report) ->
                    errorType(report).equals("Function.ResponseSizeTooLarge")
                            ? tooLarge()
                            : ApiAnswer.serverError();
            case Unknown _ -> ApiAnswer.serverError();
            case Refused(Refusal refusal, String _) ->
                    switch (refusal) {
                        case TOO_LARGE -> tooLarge();
                        case CLOSED -> unavailable();
                        case NO_NAME, NO_SUCH_FUNCTION, NOT_JSON, THROTTLED, UNREACHABLE ->
                                ApiAnswer.serverError();
                    };
        };
    }

    private static String errorType(String report) {
        try {
            return JSON.readTree(report).path("errorType").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an error's report is JSON", e);
        }
    }

    private static HttpReply tooLarge() {
        return ApiAnswer.message(413, "Request Entity Too Large");
    }

    private static HttpReply unavailable() {
        return ApiAnswer.message(503, "Service Unavailable");
    }

    @Override
    public void close() {
        server.close();
    }
}
