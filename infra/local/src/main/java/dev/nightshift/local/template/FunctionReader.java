package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Reads what a template says of a function itself; {@link EventsReader} reads when it runs. */
final class FunctionReader {
    private static final int SMALLEST_STORAGE = 512;
    private static final int LARGEST_STORAGE = 10_240;

    private FunctionReader() {}

    /**
     * @throws TemplateException if it is no function that Lambda would take
     */
    static LambdaFunction read(Declaration declared, Resolver resolver) {
        JsonNode properties = declared.properties();
        String where = declared.logicalId();
        requireStorage(
                where,
                number(
                        resolver,
                        where + ".EphemeralStorage.Size",
                        properties.path("EphemeralStorage").path("Size"),
                        SMALLEST_STORAGE));
        try {
            return new LambdaFunction(
                    where,
                    resolver.name(declared),
                    resolver.arn(declared),
                    alias(where, properties, resolver),
                    resolver.text(where + ".Handler", properties.path("Handler")),
                    Duration.ofSeconds(
                            number(resolver, where + ".Timeout", properties.path("Timeout"), 3)),
                    number(resolver, where + ".MemorySize", properties.path("MemorySize"), 128),
                    environment(where, properties, resolver));
        } catch (IllegalArgumentException e) {
            throw new TemplateException(where + ": " + e.getMessage(), e);
        }
    }

    private static String alias(String where, JsonNode properties, Resolver resolver) {
        JsonNode alias = properties.path("AutoPublishAlias");
        return alias.isMissingNode() ? "" : resolver.text(where + ".AutoPublishAlias", alias);
    }

    private static Map<String, String> environment(
            String where, JsonNode properties, Resolver resolver) {
        Map<String, String> environment = new TreeMap<>();
        for (Map.Entry<String, JsonNode> variable :
                properties.path("Environment").path("Variables").properties()) {
            environment.put(
                    variable.getKey(),
                    resolver.text(where + "." + variable.getKey(), variable.getValue()));
        }
        return environment;
    }

    /** A function here may use the computer's whole disk; the template must be one for Lambda. */
    private static void requireStorage(String where, int megabytes) {
        if (megabytes < SMALLEST_STORAGE || megabytes > LARGEST_STORAGE) {
            throw new TemplateException(
                    "%s: EphemeralStorage.Size must be from %d to %d, was %d"
                            .formatted(where, SMALLEST_STORAGE, LARGEST_STORAGE, megabytes));
        }
    }

    private static int number(Resolver resolver, String where, JsonNode value, int otherwise) {
        if (value.isMissingNode()) {
            return otherwise;
        }
        String text = resolver.text(where, value);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new TemplateException(
                    "%s must be a whole number, was %s".formatted(where, text), e);
        }
    }
}
