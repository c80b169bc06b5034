package dev.nightshift.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a value may look like: a JSON Schema, read once. */
sealed interface Shape {

    /** An object with these fields and no others. */
    record Fields(List<Field> fields) implements Shape {
        public Fields {
            fields = List.copyOf(fields);
        }
    }

    /** One field of an object. Strict schemas require all of them. */
    record Field(String name, Shape shape, boolean required) {}

    /** A list of {@code min} to {@code max} items. */
    record Items(Shape item, int min, int max) implements Shape {}

    /**
     * A string.
     *
     * @param format such as {@code date}; null for none
     * @param pattern regular expression; null for none
     * @param min code points
     * @param max code points; null for no limit
     */
    record Text(@Nullable String format, @Nullable String pattern, int min, @Nullable Integer max)
            implements Shape {
        /** Whether it may be as long as one likes. */
        boolean free() {
            return format == null && pattern == null && max == null;
        }
    }

    /**
     * A number that is a multiple of {@code step} between bounds.
     *
     * @param step null when any number will do
     * @param openMin whether {@code min} itself is excluded; {@code openMax} likewise
     * @param whole whether it is an integer
     */
    record Numeric(
            BigDecimal min,
            boolean openMin,
            BigDecimal max,
            boolean openMax,
            @Nullable BigDecimal step,
            boolean whole)
            implements Shape {}

    record Truth() implements Shape {}

    record Nothing() implements Shape {}

    /** One of given values: {@code enum} or {@code const}. */
    record Choice(List<JsonNode> values) implements Shape {
        public Choice {
            values = List.copyOf(values);
        }
    }

    /** One of several shapes. */
    record AnyOf(List<Shape> shapes) implements Shape {
        public AnyOf {
            shapes = List.copyOf(shapes);
        }
    }

    /** The shape at a JSON pointer of the whole schema; so a shape can contain itself. */
    record Ref(String pointer) implements Shape {}
}
