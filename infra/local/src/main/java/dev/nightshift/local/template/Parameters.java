package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The template's parameters: what may be given, and what was. */
final class Parameters {
    private Parameters() {}

    /**
     * Each parameter's value.
     *
     * @param declared the section {@code Parameters}; may be missing
     * @param defaults used where nothing is given, instead of the declared default
     * @throws TemplateException if a value is given for no parameter, missing or not allowed
     */
    static Map<String, String> values(
            JsonNode declared, Map<String, String> given, Map<String, String> defaults) {
        for (String name : given.keySet()) {
            if (!declared.has(name)) {
                throw new TemplateException(
                        "Parameter %s is not declared (declared: %s)"
                                .formatted(name, String.join(", ", names(declared))));
            }
        }
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, JsonNode> parameter : declared.properties()) {
            String name = parameter.getKey();
            values.put(
                    name,
                    value(
                            name,
                            parameter.getValue(),
                            given.getOrDefault(name, defaults.get(name))));
        }
        return values;
    }

    private static Iterable<String> names(JsonNode declared) {
        return declared::fieldNames;
    }

    private static String value(String name, JsonNode rules, @Nullable String given) {
        if (given == null && !rules.hasNonNull("Default")) {
            throw new TemplateException(
                    "Parameter %s has no default and was not given".formatted(name));
        }
        String value = given == null ? rules.get("Default").asText() : given;
        switch (rules.path("Type").asText()) {
            case "String" -> checkText(name, rules, value);
            case "Number" -> checkNumber(name, rules, value);
            default ->
                    throw new TemplateException(
                            "Parameter %s: type %s is not known here (known: String, Number)"
                                    .formatted(name, rules.path("Type").asText()));
        }
        JsonNode allowed = rules.path("AllowedValues");
        if (allowed.isArray()
                && StreamSupport.stream(allowed.spliterator(), false)
                        .noneMatch(one -> one.asText().equals(value))) {
            throw new TemplateException(
                    "Parameter %s must be one of %s, was %s".formatted(name, allowed, value));
        }
        return value;
    }

    private static void checkText(String name, JsonNode rules, String value) {
        if (value.length() < rules.path("MinLength").asInt(0)
                || value.length() > rules.path("MaxLength").asInt(Integer.MAX_VALUE)) {
            throw new TemplateException(
                    "Parameter %s: its length %d is not allowed".formatted(name, value.length()));
        }
        if (rules.hasNonNull("AllowedPattern")
                && !value.matches(rules.get("AllowedPattern").asText())) {
            throw new TemplateException(
                    "Parameter %s must match %s"
                            .formatted(name, rules.get("AllowedPattern").asText()));
        }
    }

    private static void checkNumber(String name, JsonNode rules, String value) {
        BigDecimal number = number(name, value);
        if (rules.hasNonNull("MinValue")
                && number.compareTo(number(name, rules.get("MinValue").asText())) < 0) {
            throw new TemplateException(
                    "Parameter %s must be at least %s, was %s"
                            .formatted(name, rules.get("MinValue").asText(), value));
        }
        if (rules.hasNonNull("MaxValue")
                && number.compareTo(number(name, rules.get("MaxValue").asText())) > 0) {
            throw new TemplateException(
                    "Parameter %s must be at most %s, was %s"
                            .formatted(name, rules.get("MaxValue").asText(), value));
        }
    }

    private static BigDecimal number(String name, String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new TemplateException(
                    "Parameter %s must be a number, was %s".formatted(name, text), e);
        }
    }
}
