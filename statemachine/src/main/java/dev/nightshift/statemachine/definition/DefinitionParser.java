package dev.nightshift.statemachine.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.statemachine.expression.Template;
import dev.nightshift.statemachine.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one definition, and collects every problem on the way. */
final class DefinitionParser {
    private static final int MAX_NAME = 80;
    private static final int MAX_LABEL = 40;

    private final List<Problem> problems = new ArrayList<>();
    private final RecoveryParser recovery = new RecoveryParser();

    Definition parse(String text) {
        JsonNode json;
        try {
            json = Json.parseStrictly(text);
        } catch (IllegalArgumentException e) {
            throw new DefinitionException(
                    List.of(new Problem("/", String.valueOf(e.getMessage()))));
        }
        Fields top = new Fields(json, "", problems);
        if (!"JSONata".equals(top.text("QueryLanguage"))) {
            top.problem("QueryLanguage", "must be JSONata");
        }
        top.oneOf("Version", "1.0", Set.of("1.0"));
        int timeout = top.integer("TimeoutSeconds", 0, 1, Definition.MAX_SECONDS);
        Workflow workflow = workflow(top);
        top.refuseOthers();
        new DefinitionChecks(problems).check(workflow);
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        return new Definition(
                workflow,
                timeout == 0 ? null : Duration.ofSeconds(timeout),
                Definition.flatten(workflow));
    }

    /** Reads StartAt and States; the caller refuses what else there is. */
    private Workflow workflow(Fields fields) {
        String startAt = fields.text("StartAt");
        Map<String, State> states = new LinkedHashMap<>();
        fields.object("States")
                .entries()
                .forEach((name, state) -> states.put(name, state(name, state)));
        if (!startAt.isEmpty() && !states.containsKey(startAt)) {
            fields.problem("StartAt", "names no state: " + startAt);
        }
        return new Workflow(startAt, states);
    }

    private State state(String name, Fields fields) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            fields.problem("a state's name has 1 to " + MAX_NAME + " characters");
        }
        fields.oneOf("QueryLanguage", "JSONata", Set.of("JSONata"));
        String type = fields.text("Type");
        State state =
                switch (type) {
                    case "Task" -> task(name, fields);
                    case "Pass" -> new State.Pass(name, exit(fields));
                    case "Choice" -> choice(name, fields);
                    case "Wait" -> wait(name, fields);
                    case "Succeed" -> new State.Succeed(name, fields.template("Output"));
                    case "Fail" ->
                            new State.Fail(
                                    name, fields.textOrQuery("Error"), fields.textOrQuery("Cause"));
                    case "Parallel" -> parallel(name, fields);
                    case "Map" -> map(name, fields);
                    default -> {
                        fields.problem("Type", "is not a type of state: " + type);
                        yield new State.Succeed(name, null);
                    }
                };
        fields.refuseOthers();
        return state;
    }

    private State task(String name, Fields fields) {
        String text = fields.text("Resource");
        Resource resource = Resource.of(text);
        if (resource == null) {
            fields.problem("Resource", "is not supported: " + text);
            resource = new Resource.Invoke(false);
        }
        Template arguments = fields.objectOrQuery("Arguments");
        switch (resource) {
            case Resource.Invoke _ -> checkInvoke(fields);
            case Resource.Service service -> checkService(service, fields);
            case Resource.Function _ -> {}
        }
        Template timeout = fields.number("TimeoutSeconds", 1, Definition.MAX_SECONDS);
        Template heartbeat = fields.number("HeartbeatSeconds", 1, Definition.MAX_SECONDS);
        if (timeout instanceof Template.Constant(JsonNode t)
                && heartbeat instanceof Template.Constant(JsonNode h)
                && h.asLong() >= t.asLong()) {
            fields.problem("HeartbeatSeconds", "must be less than TimeoutSeconds");
        }
        return new State.Task(
                name, resource, arguments, timeout, heartbeat, exit(fields), recovery.read(fields));
    }

    /** An object written out must name the function and nothing that would be ignored. */
    private static void checkInvoke(Fields fields) {
        JsonNode json = fields.optional("Arguments");
        if (json == null) {
            fields.problem("Arguments", "is required by lambda:invoke");
        } else if (json.isObject()) {
            Fields arguments = fields.object("Arguments");
            arguments.text("FunctionName");
            arguments.optional("Payload");
            arguments.refuseOthers();
        }
    }

    private static void checkService(Resource.Service service, Fields fields) {
        JsonNode json = fields.optional("Arguments");
        if (json == null) {
            fields.problem(
                    "Arguments",
                    "is required by %s:%s".formatted(service.service(), service.action()));
        } else if (json.isObject()) {
            Fields arguments = fields.object("Arguments");
            for (String field : service.fields()) {
                if (arguments.optional(field) == null) {
                    arguments.problem(field, "is required");
                }
            }
            arguments.refuseOthers();
        }
    }

    private State choice(String name, Fields fields) {
        List<State.Rule> rules = new ArrayList<>();
        for (Fields rule : fields.objects("Choices")) {
            JsonNode condition = rule.optional("Condition");
            Template template = rule.template("Condition");
            if (condition == null || template == null) {
                rule.problem("Condition", "is required");
                continue;
            }
            if (!condition.isBoolean() && !(template instanceof Template.Query)) {
                rule.problem("Condition", "must be a boolean or an expression");
            }
            rules.add(new State.Rule(template, RecoveryParser.exit(rule, rule.text("Next"))));
            rule.refuseOthers();
        }
        if (rules.isEmpty()) {
            fields.problem("Choices", "must have at least one rule");
        }
        String otherwise = fields.optionalText("Default");
        Exit exit = RecoveryParser.exit(fields, otherwise);
        return new State.Choice(name, rules, otherwise == null ? null : exit);
    }

    private State wait(String name, Fields fields) {
        Template seconds = fields.number("Seconds", 0, Definition.MAX_SECONDS);
        Template timestamp = fields.textOrQuery("Timestamp");
        if ((seconds == null) == (timestamp == null)) {
            fields.problem("needs either Seconds or Timestamp");
        }
        if (timestamp instanceof Template.Constant(JsonNode text)
                && Timestamps.parse(text.asText()) == null) {
            fields.problem("Timestamp", "is not an RFC 3339 timestamp with T and a zone");
        }
        Template until = seconds != null ? seconds : timestamp;
        return new State.Wait(
                name,
                until != null ? until : new Template.Constant(Json.object()),
                seconds == null,
                exit(fields));
    }

    private State parallel(String name, Fields fields) {
        List<Workflow> branches = new ArrayList<>();
        for (Fields branch : fields.objects("Branches")) {
            branches.add(workflow(branch));
            branch.refuseOthers();
        }
        if (branches.isEmpty()) {
            fields.problem("Branches", "must have at least one branch");
        }
        Template arguments = fields.objectOrQuery("Arguments");
        return new State.Parallel(name, branches, arguments, exit(fields), recovery.read(fields));
    }

    private State map(String name, Fields fields) {
        Fields processor = fields.object("ItemProcessor");
        boolean distributed = false;
        if (processor.optional("ProcessorConfig") != null) {
            Fields config = processor.object("ProcessorConfig");
            distributed =
                    "DISTRIBUTED"
                            .equals(
                                    config.oneOf(
                                            "Mode", "INLINE", Set.of("INLINE", "DISTRIBUTED")));
            if (distributed) {
                config.oneOf("ExecutionType", "STANDARD", Set.of("STANDARD"));
                if (config.optional("ExecutionType") == null) {
                    config.problem("ExecutionType", "is required for DISTRIBUTED");
                }
            }
            config.refuseOthers();
        }
        Workflow workflow = workflow(processor);
        processor.refuseOthers();
        Template items = fields.template("Items");
        if (items instanceof Template.Fields
                || (items instanceof Template.Constant(JsonNode value) && !value.isArray())) {
            fields.problem("Items", "must be an array or an expression");
        }
        return new State.ForEach(
                name,
                items,
                fields.template("ItemSelector"),
                workflow,
                distributed,
                label(name, fields),
                fields.number("MaxConcurrency", 0, Definition.MAX_SECONDS),
                distributed ? fields.number("ToleratedFailurePercentage", 0, 100) : null,
                exit(fields),
                recovery.read(fields));
    }

    /** As the ARNs of the items' executions have it; made from the state's name if not given. */
    private static String label(String name, Fields fields) {
        String label = fields.optionalText("Label");
        if (label == null) {
            String letters = name.replaceAll("[^A-Za-z0-9_-]", "");
            return letters.substring(0, Math.min(MAX_LABEL, letters.length()));
        }
        if (!label.matches("[A-Za-z0-9_-]{1," + MAX_LABEL + "}")) {
            fields.problem("Label", "must be 1 to 40 letters, digits, - or _");
        }
        return label;
    }

    private static Exit exit(Fields fields) {
        String next = fields.optionalText("Next");
        boolean end = fields.flag("End");
        if (end == (next != null)) {
            fields.problem("needs either Next or \"End\": true");
        }
        return RecoveryParser.exit(fields, next);
    }
}
