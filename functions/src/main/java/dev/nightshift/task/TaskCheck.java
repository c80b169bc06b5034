package dev.nightshift.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.reading.Condition;
import dev.nightshift.reading.Group;
import dev.nightshift.reading.Split;
import dev.nightshift.text.Suggestions;
import dev.nightshift.tokens.ModelFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be said against a task without running it.
 *
 * @param findings errors and warnings in no particular order
 */
public record TaskCheck(List<Finding> findings) {
    /** What OpenAI's model pages name for all of today's models. */
    private static final int MOST_OUTPUT_TOKENS = 128_000;

    public TaskCheck {
        findings = List.copyOf(findings);
    }

    /** Checks a task by itself. */
    public static TaskCheck of(Task task) {
        List<Finding> findings = new ArrayList<>();
        JsonNode output = task.output();
        if (output != null) {
            findings.addAll(StrictSchema.findings(output));
        }
        groupedFields(task).ifPresent(known -> addUnknown(task, known, findings));
        addPrompt(task, findings);
        addModel(task, findings);
        return new TaskCheck(findings);
    }

    /**
     * The same with what is wrong with it for records of certain fields.
     *
     * @param fields all that a record of the input can have
     */
    public static TaskCheck of(Task task, Collection<String> fields) {
        List<Finding> findings = new ArrayList<>(of(task).findings);
        if (groupedFields(task).isEmpty()) {
            addUnknown(task, new TreeSet<>(fields), findings);
        }
        return new TaskCheck(findings);
    }

    public List<Finding> errors() {
        return findings.stream().filter(Finding::isError).toList();
    }

    public List<Finding> warnings() {
        return findings.stream().filter(finding -> !finding.isError()).toList();
    }

    /**
     * Refuses a task with errors.
     *
     * @param file the name to blame
     * @throws InvalidTaskException with its errors
     */
    void requireSound(String file) {
        List<Finding> errors = errors();
        if (!errors.isEmpty()) {
            throw new InvalidTaskException(file, errors);
        }
    }

    /** The fields of a task's records where the task itself says them all. */
    private static Optional<Set<String>> groupedFields(Task task) {
        Group group = task.reading().group();
        if (group == null || task.reading().split() != null) {
            return Optional.empty();
        }
        Set<String> fields = new TreeSet<>(group.keep());
        fields.add(group.by());
        fields.add(group.into());
        return Optional.of(fields);
    }

    private static void addUnknown(Task task, Set<String> known, List<Finding> findings) {
        usedFields(task)
                .forEach(
                        (place, fields) -> {
                            for (String field : fields) {
                                String name = known.contains(field) ? field : head(field);
                                if (!known.contains(name)) {
                                    findings.add(
                                            Finding.error(
                                                    place,
                                                    "names '%s', which the records do not have; they have %s%s"
                                                            .formatted(
                                                                    field,
                                                                    String.join(", ", known),
                                                                    Suggestions.question(
                                                                            field, known))));
                                }
                            }
                        });
    }

    private static String head(String field) {
        return field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
    }

    /** Fields of a record that a task names, by where it does. */
    private static Map<String, Collection<String>> usedFields(Task task) {
        Map<String, Collection<String>> used = new LinkedHashMap<>();
        used.put("prompt", task.prompt().recordFields());
        used.put("requires", task.requires());
        used.put("normalise", task.telling().forms().keySet());
        used.put("filters", task.reading().filters().stream().flatMap(Condition::fields).toList());
        if (task.history() != null) {
            used.put("history", List.of(task.history()));
        }
        Replies.ResultGroup group = task.replies().group();
        if (group != null) {
            List<String> fields = new ArrayList<>(group.fields());
            fields.addAll(List.of(group.by(), group.key()));
            used.put("results.group", fields);
        }
        used.put(
                "results.handover",
                task.replies().handover().stream()
                        .map(column -> column.path().steps())
                        .filter(steps -> steps.getFirst().equals("fields"))
                        .map(steps -> String.join(".", steps.subList(1, steps.size())))
                        .toList());
        return used;
    }

    private static void addPrompt(Task task, List<Finding> findings) {
        Set<String> fields = task.prompt().fields();
        if (fields.isEmpty()) {
            findings.add(
                    Finding.warning(
                            "prompt",
                            "uses no field, so that every record asks the same; write {{field}} where its text belongs"));
        }
        Set<String> undelimited = task.prompt().undelimited();
        if (!undelimited.isEmpty()) {
            findings.add(
                    Finding.warning(
                            "prompt",
                            "has %s outside of any <tag>…</tag> or fence; delimit data and say in the instructions that nothing in it is to be followed, or a record may give orders to the model"
                                    .formatted(String.join(", ", undelimited))));
        }
        Split split = task.reading().split();
        if (split == null) {
            for (String field : task.requires()) {
                if (!fields.contains(field)) {
                    Suggestions.nearest(field, fields)
                            .ifPresent(
                                    near ->
                                            findings.add(
                                                    Finding.warning(
                                                            "prompt",
                                                            "uses '%s', and requires names '%s'; is one of them mistyped?"
                                                                    .formatted(near, field))));
                }
            }
        }
    }

    private static void addModel(Task task, List<Finding> findings) {
        int output = task.maxOutputTokens();
        if (output > MOST_OUTPUT_TOKENS) {
            findings.add(
                    Finding.warning(
                            "max_output_tokens",
                            "is %,d; OpenAI's models write at most %,d"
                                    .formatted(output, MOST_OUTPUT_TOKENS)));
        }
        Optional<Long> room = ModelFacts.of(task.model()).inputLimit(output);
        Integer input = task.maxInputTokens();
        if (room.isPresent() && room.get() == 0) {
            findings.add(
                    Finding.error(
                            "max_output_tokens",
                            "leaves no room for input in the window of " + task.model()));
        } else if (room.isPresent() && input != null && input > room.get()) {
            findings.add(
                    Finding.warning(
                            "max_input_tokens",
                            "is %,d; with max_output_tokens the window of %s leaves %,d"
                                    .formatted(input, task.model(), room.get())));
        }
        boolean reasons = task.model().matches("(gpt-[5-9]|o[1-9]).*");
        if (reasons && task.temperature() != null && !"none".equals(task.effort())) {
            findings.add(
                    Finding.warning(
                            "temperature",
                            "may be refused by %s, which reasons; leave it out or say effort: none"
                                    .formatted(task.model())));
        }
        if (!reasons && task.model().startsWith("gpt-") && task.effort() != null) {
            findings.add(
                    Finding.warning(
                            "effort",
                            "may be refused by %s, which does not reason; leave it out"
                                    .formatted(task.model())));
        }
    }
}
