package dev.nightshift.local.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a template declares, every reference resolved.
 *
 * @param parameters each parameter's value, given or default
 * @param secrets the value that each secret begins with, by ARN
 */
public record Template(
        Map<String, String> parameters,
        List<LambdaFunction> functions,
        Bucket bucket,
        Table table,
        StateMachine stateMachine,
        Triggers triggers,
        Map<String, String> secrets) {

    public Template {
        parameters = Map.copyOf(parameters);
        functions = List.copyOf(functions);
        secrets = Map.copyOf(secrets);
    }

    /**
     * Reads a template.
     *
     * @param given values for some of its parameters, by name
     * @param defaults values that stand for the template's own defaults, where it has the parameter
     * @throws TemplateException if the file cannot be read, declares what is not known here, or a
     *     parameter's value is missing or not allowed
     */
    public static Template read(
            Path file, Map<String, String> given, Map<String, String> defaults, Place place) {
        return new TemplateReader(file, place).read(given, defaults);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Template[functions=%s, bucket=%s, table=%s]".formatted(functions, bucket, table);
    }
}
