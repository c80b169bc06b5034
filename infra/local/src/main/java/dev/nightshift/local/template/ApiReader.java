package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * Reads an HTTP API that is declared in API Gateway's own resources. Whom it lets in is API
 * Gateway's to check; here only that no route lets everyone in, except to ask what is allowed, and
 * under {@code /webhooks/}, whose callers sign what they send.
 */
final class ApiReader {
    private static final Set<String> AUTHORIZATION = Set.of("AWS_IAM", "JWT");
    private static final List<String> OPEN = List.of("OPTIONS ", "POST /webhooks/");
    private static final String TARGET = "integrations/";

    private final List<Declaration> declarations;
    private final Resolver resolver;

    ApiReader(List<Declaration> declarations, Resolver resolver) {
        this.declarations = declarations;
        this.resolver = resolver;
    }

    /**
     * @throws TemplateException if a route is open to everyone, or leads to no function
     */
    List<Route> routes() {
        return of(Kind.ROUTE).stream().map(this::route).toList();
    }

    private Route route(Declaration declared) {
        String where = declared.logicalId();
        String key = text(declared, "RouteKey");
        if (OPEN.stream().noneMatch(key::startsWith)
                && !AUTHORIZATION.contains(text(declared, "AuthorizationType"))) {
            throw new TemplateException(
                    "%s: AuthorizationType must be one of AWS_IAM, JWT; without it everyone is let in"
                            .formatted(where));
        }
        String function = function(integration(where, text(declared, "Target")));
        int space = key.indexOf(' ');
        try {
            return space < 0
                    ? new Route(function, Route.ANY, key)
                    : new Route(function, key.substring(0, space), key.substring(space + 1));
        } catch (IllegalArgumentException e) {
            throw new TemplateException(where + ": " + e.getMessage(), e);
        }
    }

    private Declaration integration(String where, String target) {
        return of(Kind.INTEGRATION).stream()
                .filter(one -> target.equals(TARGET + resolver.name(one)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new TemplateException(
                                        "%s: Target %s is no integration of this template"
                                                .formatted(where, target)));
    }

    private String function(Declaration integration) {
        if (!text(integration, "IntegrationType").equals("AWS_PROXY")
                || !text(integration, "PayloadFormatVersion").equals("2.0")) {
            throw new TemplateException(
                    integration.logicalId()
                            + ": only AWS_PROXY with PayloadFormatVersion 2.0 is known here");
        }
        String uri = text(integration, "IntegrationUri");
        return of(Kind.FUNCTION).stream()
                .filter(
                        one ->
                                uri.equals(resolver.arn(one))
                                        || uri.startsWith(resolver.arn(one) + ":"))
                .map(Declaration::logicalId)
                .findFirst()
                .orElseThrow(
                        () ->
                                new TemplateException(
                                        "%s: IntegrationUri %s is no function of this template"
                                                .formatted(integration.logicalId(), uri)));
    }

    /**
     * @throws TemplateException if every origin is let in
     */
    Cors cors() {
        return of(Kind.API).stream().findFirst().map(this::cors).orElse(Cors.NONE);
    }

    private Cors cors(Declaration api) {
        String where = api.logicalId() + ".CorsConfiguration";
        JsonNode cors = api.properties().path("CorsConfiguration");
        try {
            return new Cors(
                    resolver.list(where, cors.path("AllowOrigins")),
                    resolver.list(where, cors.path("AllowMethods")),
                    resolver.list(where, cors.path("AllowHeaders")),
                    resolver.list(where, cors.path("ExposeHeaders")),
                    cors.path("MaxAge").asInt());
        } catch (IllegalArgumentException e) {
            throw new TemplateException(where + ": " + e.getMessage(), e);
        }
    }

    private String text(Declaration declared, String property) {
        JsonNode value = declared.properties().path(property);
        return value.isMissingNode()
                ? ""
                : resolver.text(declared.logicalId() + "." + property, value);
    }

    private List<Declaration> of(Kind kind) {
        return declarations.stream().filter(one -> one.kind() == kind).toList();
    }
}
