package dev.nightshift.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * That values of an object do not fall: numbers by size, texts by their letters, which is right for
 * dates in ISO's form; {@code present} comes last. Of two dates the longer is looked at only as far
 * as the shorter says: {@code 2019} may be before or after {@code 2019-05}. Null and absent values
 * are passed over.
 *
 * @param path of the objects
 * @param order names of their values, the one that comes first, first
 */
public record OrderCheck(ValuePath path, List<String> order) {
    private static final String PRESENT = "present";

    public OrderCheck {
        order = List.copyOf(order);
    }

    /** Adds a line for each pair of neighbours that stands the other way round. */
    void findings(JsonNode reply, List<String> findings) {
        for (ValuePath.Found object : path.in(reply)) {
            String before = null;
            for (String name : order) {
                JsonNode value = object.value().path(name);
                if (value.isMissingNode() || value.isNull()) {
                    continue;
                }
                if (before != null && isAfter(object.value().path(before), value)) {
                    findings.add(
                            "%s: %s %s is after %s %s"
                                    .formatted(
                                            object.place(),
                                            before,
                                            Refinement.shown(object.value().path(before).asText()),
                                            name,
                                            Refinement.shown(value.asText())));
                }
                before = name;
            }
        }
    }

    private static boolean isAfter(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return new BigDecimal(one.asText()).compareTo(new BigDecimal(other.asText())) > 0;
        }
        String a = one.asText();
        String b = other.asText();
        if (a.equals(PRESENT) || b.equals(PRESENT)) {
            return a.equals(PRESENT) && !b.equals(PRESENT);
        }
        int length = Math.min(a.length(), b.length());
        return a.substring(0, length).compareTo(b.substring(0, length)) > 0;
    }
}
