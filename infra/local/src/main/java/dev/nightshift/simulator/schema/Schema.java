package dev.nightshift.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON Schema of the subset that strict structured outputs allow, ready to make values of.
 *
 * @see <a
 *     href="https://platform.openai.com/docs/guides/structured-outputs#supported-schemas">OpenAI's
 *     guide, Structured outputs, supported schemas</a>
 */
public final class Schema {
    /** Height of what can never end, such as a list of at least one of itself. */
    private static final int ENDLESS = 1 << 20;

    private final Shape root;
    private final Map<String, Shape> referred;
    private final Map<String, Integer> heights = new HashMap<>();

    private Schema(Shape root, Map<String, Shape> referred) {
        this.root = root;
        this.referred = referred;
        referred.keySet().forEach(pointer -> heights.put(pointer, ENDLESS));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Map.Entry<String, Shape> one : referred.entrySet()) {
                int height = Math.min(ENDLESS, height(one.getValue()) + 1);
                Integer before = heights.put(one.getKey(), height);
                changed |= before == null || before != height;
            }
        }
    }

    /** Reads a schema; what it does not know in it counts as absent. */
    public static Schema read(JsonNode schema) {
        ShapeReader reader = new ShapeReader(schema);
        Shape root = reader.read(schema);
        return new Schema(root, reader.referred());
    }

    Shape root() {
        return root;
    }

    /** What a reference leads to. */
    Shape resolve(Shape.Ref ref) {
        Shape target = referred.get(ref.pointer());
        return target == null ? new Shape.Nothing() : target;
    }

    /** How many levels the flattest value of a shape has. */
    int height(Shape shape) {
        return switch (shape) {
            case Shape.Fields(List<Shape.Field> fields) ->
                    1
                            + fields.stream()
                                    .filter(Shape.Field::required)
                                    .mapToInt(field -> height(field.shape()))
                                    .max()
                                    .orElse(0);
            case Shape.Items items -> items.min() == 0 ? 1 : 1 + height(items.item());
            case Shape.AnyOf(List<Shape> shapes) ->
                    shapes.stream().mapToInt(this::height).min().orElse(1);
            case Shape.Ref ref -> heights.getOrDefault(ref.pointer(), 1);
            case Shape.Text _, Shape.Numeric _, Shape.Truth _, Shape.Nothing _, Shape.Choice _ -> 1;
        };
    }
}
