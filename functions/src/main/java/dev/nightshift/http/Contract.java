package dev.nightshift.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.nightshift.http.Problem.FieldError;
import io.micronaut.core.util.SupplierUtil;
import io.micronaut.openapi.annotation.OpenAPIExtraSchema;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the API promises: the OpenAPI document that the build makes of the controllers, and what
 * {@link CommonRules} adds to it. It is read when it is first asked for. Requests are held against
 * it before a controller sees them, so it cannot promise what does not hold.
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Nightshift",
                        version = "1",
                        description =
                                "Large language-model work in bulk, at half price. Errors are problems (RFC 9457) of a stable type. Lists come in pages: hand a page's cursor back to get the next."),
        security = {@SecurityRequirement(name = "iam"), @SecurityRequirement(name = "jwt")})
@SecurityScheme(
        name = "iam",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        paramName = "Authorization",
        description = "A signature of AWS (SigV4, service execute-api), where access is by IAM.")
@SecurityScheme(
        name = "jwt",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "A token of the issuer that the deployment names, where access is by token.")
@OpenAPIExtraSchema(classes = Problem.class)
@Singleton
public final class Contract {
    private static final String FILE = "/META-INF/swagger/openapi.json";
    private static final String URN = "urn:nightshift:openapi";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<ObjectNode> document = SupplierUtil.memoized(Contract::read);
    private final Supplier<SchemaRegistry> schemas = SupplierUtil.memoized(this::registry);
    private final Map<String, Schema> known = new ConcurrentHashMap<>();

    /** The whole document. */
    public JsonNode document() {
        return document.get();
    }

    /**
     * An operation.
     *
     * @param method in capitals
     * @param path with its variables in braces
     * @return nothing where the document is silent about it
     */
    Optional<Operation> operation(String method, String path) {
        String key = method.toLowerCase(Locale.ROOT);
        JsonNode declared = document().path("paths").path(path).path(key);
        return declared.isMissingNode()
                ? Optional.empty()
                : Optional.of(
                        new Operation(
                                this, declared, "/paths/%s/%s".formatted(escaped(path), key)));
    }

    /**
     * What is wrong with a text that is to be a type of the document in JSON, but comes by another
     * way than a call.
     *
     * @throws ProblemException if it is no JSON
     */
    public List<FieldError> wrong(Class<?> type, byte[] json) {
        return Operation.wrong(this, "/components/schemas/" + type.getSimpleName(), json);
    }

    /**
     * A schema of the document.
     *
     * @param pointer where it stands, as a JSON pointer
     */
    Schema schema(String pointer) {
        return known.computeIfAbsent(
                pointer, at -> schemas.get().getSchema(SchemaLocation.of(URN + "#" + at)));
    }

    /** The node itself, or what it refers to. */
    JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual()
                ? resolved(document().at(reference.asText().substring(1)))
                : node;
    }

    static String escaped(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }

    private SchemaRegistry registry() {
        String text = document().toString();
        // The document as a whole is no schema: what it consists of is to be passed over in
        // silence.
        List<Keyword> parts =
                document().properties().stream()
                        .<Keyword>map(part -> new NonValidationKeyword(part.getKey()))
                        .toList();
        return SchemaRegistry.withDialect(
                Dialect.builder(Dialects.getOpenApi30()).keywords(parts).build(),
                builder ->
                        builder.schemas(Map.of(URN, text))
                                .schemaRegistryConfig(
                                        SchemaRegistryConfig.builder()
                                                .formatAssertionsEnabled(true)
                                                .locale(Locale.ENGLISH)
                                                .build()));
    }

    private static ObjectNode read() {
        try (InputStream file =
                Objects.requireNonNull(Contract.class.getResourceAsStream(FILE), FILE)) {
            return CommonRules.applied((ObjectNode) JSON.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
