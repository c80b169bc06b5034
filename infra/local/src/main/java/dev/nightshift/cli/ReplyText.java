package dev.nightshift.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A structured reply as people read it: indented, without the marks of JSON. */
final class ReplyText {
    private static final String STEP = "  ";

    private final List<String> lines = new ArrayList<>();

    private ReplyText() {}

    /** The lines of a reply, whatever its schema. */
    static List<String> lines(JsonNode reply) {
        var text = new ReplyText();
        text.add(reply, "", "");
        return text.lines;
    }

    /**
     * @param head what comes before the value in its first line
     * @param indent of the lines after it
     */
    private void add(JsonNode value, String head, String indent) {
        if (value.isObject()) {
            String before = head;
            for (var field : value.properties()) {
                addField(field.getKey(), field.getValue(), before, indent);
                before = indent;
            }
        } else if (value.isArray()) {
            for (JsonNode one : value) {
                add(one, indent + "- ", indent + STEP);
            }
        } else {
            List<String> text = Printable.text(value.asText()).lines().toList();
            for (int i = 0; i < text.size(); i++) {
                lines.add((i == 0 ? head : indent) + text.get(i));
            }
        }
    }

    private void addField(String name, JsonNode value, String before, String indent) {
        String label = before + Printable.line(name).replace('_', ' ') + ":";
        if (value.isEmpty() && value.isContainerNode()) {
            lines.add(label + " none");
        } else if (value.isContainerNode() || value.asText().contains("\n")) {
            lines.add(label);
            add(value, indent + STEP, indent + STEP);
        } else {
            add(value, label + " ", indent + STEP);
        }
    }
}
