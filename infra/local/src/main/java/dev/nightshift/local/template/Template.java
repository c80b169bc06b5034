package dev.nightshift.local.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a template declares, every reference resolved.
 *
 * @param parameters each parameter's value, given or default
 */
public record Template(
        Map<String, String> parameters,
        List<LambdaFunction> functions,
        Bucket bucket,
        Table table,
        StateMachine stateMachine) {

    public Template {
        parameters = Map.copyOf(parameters);
        functions = List.copyOf(functions);
    }

    /**
     * Reads a template.
     *
     * @param overrides values for some of its parameters, by name
     * @throws TemplateException if the file cannot be read, declares what is not known here, or a
     *     parameter's value is missing or not allowed
     */
    public static Template read(Path file, Map<String, String> overrides, Place place) {
        return new TemplateReader(file, overrides, place).read();
    }
}
