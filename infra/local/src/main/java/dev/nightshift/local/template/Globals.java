package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** How SAM merges the section {@code Globals} into a resource. */
final class Globals {
    private Globals() {}

    /**
     * Maps are merged entry by entry, lists are joined, and of two other values the resource's own
     * wins. A missing side leaves the other as it is.
     */
    static JsonNode merge(JsonNode global, JsonNode own) {
        if (global.isMissingNode()) {
            return own.isMissingNode() ? JsonNodeFactory.instance.objectNode() : own;
        }
        if (own.isMissingNode()) {
            return global;
        }
        if (global.isObject() && own.isObject() && !isIntrinsic(global) && !isIntrinsic(own)) {
            ObjectNode merged = global.deepCopy();
            for (Map.Entry<String, JsonNode> entry : own.properties()) {
                merged.set(entry.getKey(), merge(global.path(entry.getKey()), entry.getValue()));
            }
            return merged;
        }
        if (global.isArray() && own.isArray()) {
            ArrayNode joined = global.deepCopy();
            return joined.addAll((ArrayNode) own);
        }
        return own;
    }

    private static boolean isIntrinsic(JsonNode object) {
        return object.size() == 1
                && (object.has("Ref") || object.fieldNames().next().startsWith("Fn::"));
    }
}
