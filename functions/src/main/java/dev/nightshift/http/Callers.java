package dev.nightshift.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells who makes a request, from what API Gateway found out about them. Whoever AWS signed for may
 * see all: IAM says who may call, and which paths. Of the callers with a token those may whom the
 * token gives the operators' scope.
 */
@Singleton
final class Callers implements TypedRequestArgumentBinder<Caller> {
    /** Claims that hold scopes or groups; API Gateway writes lists as {@code [a b]}. */
    private static final List<String> CLAIMS = List.of("scope", "scp", "cognito:groups");

    private final HttpSettings settings;

    Callers(HttpSettings settings) {
        this.settings = settings;
    }

    @Override
    public Argument<Caller> argumentType() {
        return Argument.of(Caller.class);
    }

    @Override
    public BindingResult<Caller> bind(
            ArgumentConversionContext<Caller> context, HttpRequest<?> request) {
        Caller caller = of(Events.of(request).getRequestContext().getAuthorizer());
        return () -> Optional.of(caller);
    }

    /**
     * @throws ProblemException UNAUTHORIZED, if nobody vouches for the caller
     */
    private Caller of(@Nullable Authorizer authorizer) {
        if (authorizer != null && authorizer.getIam() != null) {
            return Caller.OPERATOR;
        }
        if (authorizer != null && authorizer.getJwt() != null) {
            return of(authorizer.getJwt().getClaims());
        }
        throw unknown();
    }

    private Caller of(@Nullable Map<String, String> claims) {
        Map<String, String> given = claims == null ? Map.of() : claims;
        if (isOperator(given)) {
            return Caller.OPERATOR;
        }
        String subject = given.getOrDefault("sub", "");
        if (subject.isBlank()) {
            throw unknown();
        }
        return new Caller(subject);
    }

    private boolean isOperator(Map<String, String> claims) {
        String scope = settings.operatorScope();
        return scope != null
                && CLAIMS.stream()
                        .map(claim -> claims.getOrDefault(claim, ""))
                        .flatMap(text -> List.of(text.split("[\\[\\], ]+")).stream())
                        .anyMatch(scope::equals);
    }

    private static ProblemException unknown() {
        return ProblemException.of(
                ProblemType.UNAUTHORIZED, "Nobody vouches for the caller of this request.");
    }
}
