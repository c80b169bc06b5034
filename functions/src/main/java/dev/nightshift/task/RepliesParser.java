package dev.nightshift.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.text.Normaliser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what becomes of a task's replies. */
final class RepliesParser {
    static final Set<String> KEYS = Set.of("normalise_output", "checks", "questions", "results");
    static final Set<String> CHECK_KEYS = Set.of("path", "order");
    static final Set<String> RESULTS_KEYS = Set.of("columns", "group", "handover");
    static final Set<String> GROUP_KEYS = Set.of("by", "key", "fields");

    private static final String REPLY = "result.";
    private static final Pattern OTHER_PLACE = Pattern.compile("id|cost_usd|fields[.].+");

    private final YamlKeys keys;
    private final @Nullable JsonNode output;

    private RepliesParser(YamlKeys keys, @Nullable JsonNode output) {
        this.keys = keys;
        this.output = output;
    }

    /**
     * @param keys of the whole file
     * @param output the schema of a reply; null for free text
     */
    static Replies replies(YamlKeys keys, @Nullable JsonNode output) {
        return new RepliesParser(keys, output).replies();
    }

    private Replies replies() {
        YamlKeys results = keys.object("results", RESULTS_KEYS);
        return new Replies(
                new Refinement(forms(), checks()),
                keys.node().hasNonNull("questions") ? keys.positive("questions") : 1,
                results == null || !results.node().hasNonNull("columns")
                        ? ResultColumn.all(output)
                        : columns(results),
                results == null ? null : group(results),
                results == null ? List.of() : handover(results));
    }

    private Map<ValuePath, List<Normaliser>> forms() {
        Map<ValuePath, List<Normaliser>> forms = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> place :
                keys.members(
                        "normalise_output", "paths and what is done there, as in start: month")) {
            String where = "normalise_output." + place.getKey();
            List<Normaliser> normalisers = TellingParser.normalisers(keys, where, place.getValue());
            if (normalisers.contains(Normaliser.HTML)) {
                throw keys.invalid(where, "cannot have html, which is for fields of records");
            }
            forms.put(path(keys, where, place.getKey()), normalisers);
        }
        return forms;
    }

    private List<OrderCheck> checks() {
        List<OrderCheck> checks = new ArrayList<>();
        for (YamlKeys check : keys.objects("checks", CHECK_KEYS)) {
            ValuePath path = path(check, "path", check.text("path"));
            List<String> order = check.texts("order", "of two or more names");
            if (order.size() < 2) {
                throw check.invalid("order", "must be a list of two or more names");
            }
            for (String name : order) {
                List<String> deeper = new ArrayList<>(path.steps());
                deeper.add(name);
                path(check, "order", String.join(".", deeper));
            }
            checks.add(new OrderCheck(path, order));
        }
        return checks;
    }

    private List<ResultColumn> columns(YamlKeys results) {
        List<ResultColumn> columns = new ArrayList<>();
        for (Map.Entry<String, JsonNode> column :
                results.members("columns", "columns and their paths, as in score: quality.score")) {
            String where = "columns." + column.getKey();
            columns.add(
                    new ResultColumn(
                            column.getKey(), path(results, where, column.getValue().asText())));
        }
        return columns;
    }

    private List<ResultColumn> handover(YamlKeys results) {
        List<ResultColumn> columns = new ArrayList<>();
        for (Map.Entry<String, JsonNode> column :
                results.members(
                        "handover", "columns and what each shows, as in Score: result.score")) {
            String where = "handover." + column.getKey();
            String place = column.getValue().asText();
            if (place.startsWith(REPLY)) {
                path(results, where, place.substring(REPLY.length()));
            } else if (!OTHER_PLACE.matcher(place).matches()) {
                throw results.invalid(
                        where,
                        "shows '%s'; it may be id, cost_usd, fields.NAME or result.PATH"
                                .formatted(place));
            }
            columns.add(new ResultColumn(column.getKey(), ValuePath.of(place)));
        }
        return columns;
    }

    private static Replies.@Nullable ResultGroup group(YamlKeys results) {
        YamlKeys group = results.object("group", GROUP_KEYS);
        return group == null
                ? null
                : new Replies.ResultGroup(
                        group.text("by"), group.text("key"), group.texts("fields", "of fields"));
    }

    /** A path that the schema has. */
    private ValuePath path(YamlKeys at, String where, String text) {
        ValuePath path = ValuePath.of(text);
        boolean isThere =
                output == null
                        ? text.equals(OutputSchema.FREE_TEXT)
                        : !path.schemas(output).isEmpty();
        if (!isThere) {
            throw at.invalid(
                    where,
                    output == null
                            ? "names '%s'; replies in free text have '%s' alone"
                                    .formatted(text, OutputSchema.FREE_TEXT)
                            : "names '%s', which output does not have%s"
                                    .formatted(text, instead(path)));
        }
        return path;
    }

    /** What could stand for the first step that is not there. */
    private String instead(ValuePath path) {
        for (int i = 0; i < path.steps().size(); i++) {
            ValuePath begun = new ValuePath(path.steps().subList(0, i + 1));
            if (output != null && begun.schemas(output).isEmpty()) {
                List<JsonNode> before =
                        i == 0
                                ? List.of(output)
                                : new ValuePath(path.steps().subList(0, i)).schemas(output);
                List<String> known = new ArrayList<>();
                for (JsonNode one : before) {
                    one.path("properties").fieldNames().forEachRemaining(known::add);
                    if (one.has("items")) {
                        known.add("*");
                    }
                }
                return known.isEmpty()
                        ? ""
                        : "; at '%s' there %s %s"
                                .formatted(
                                        path.steps().get(i),
                                        known.size() == 1 ? "is" : "are",
                                        String.join(", ", known));
            }
        }
        return "";
    }
}
