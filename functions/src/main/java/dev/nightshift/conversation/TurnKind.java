package dev.nightshift.conversation;

import dev.nightshift.task.Task;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A kind of turn.
 *
 * @param task how it is asked; its prompt is a template over the parameters, or, of the kind that a
 *     conversation begins with, over the record
 */
record TurnKind(String name, Task task, Map<String, Parameter> parameters) {
    TurnKind {
        parameters = Map.copyOf(parameters);
    }

    /** The same for another model. */
    TurnKind withModel(String model) {
        return model.equals(task.model())
                ? this
                : new TurnKind(name, task.withModel(model), parameters);
    }

    /** The same under the name that the provider gives its model. */
    TurnKind sentAs(String deployment) {
        return new TurnKind(name, task.sentTo(task.endpoint(), deployment), parameters);
    }

    /** What is wrong with what a caller says, by parameter; empty for nothing. */
    Map<String, String> problems(Map<String, String> said) {
        Map<String, String> problems = new LinkedHashMap<>();
        for (String name : said.keySet()) {
            if (!parameters.containsKey(name)) {
                problems.put(
                        name,
                        parameters.isEmpty()
                                ? "is not known; a turn of kind " + this.name + " has no parameters"
                                : "is not known; known are "
                                        + String.join(
                                                ", ",
                                                parameters.keySet().stream().sorted().toList()));
            }
        }
        parameters.forEach(
                (name, parameter) -> {
                    String problem = parameter.problem(said.get(name));
                    if (problem != null) {
                        problems.put(name, problem);
                    }
                });
        return problems;
    }

    /** What a caller said, and what stands where nothing was. */
    Map<String, String> filled(Map<String, String> said) {
        Map<String, String> all = new LinkedHashMap<>(said);
        parameters.forEach(
                (name, parameter) -> {
                    String standard = parameter.byDefault();
                    if (standard != null && said.getOrDefault(name, "").isBlank()) {
                        all.put(name, standard);
                    }
                });
        return all;
    }
}
