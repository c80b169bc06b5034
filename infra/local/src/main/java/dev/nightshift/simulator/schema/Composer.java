package dev.nightshift.simulator.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;

/** Writes one value of a schema. The same schema, words and numbers give the same value. */
public final class Composer {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .disable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build();

    /** Beyond it only what a value cannot do without is written. */
    private static final int DEEP = 6;

    /** Beyond it even that ends, for schemas whose every value is endless. */
    private static final int BOTTOM = 64;

    private static final int NULL_ONCE_IN = 8;

    private final Schema schema;
    private final Phrases phrases;
    private final SplittableRandom random;
    private final int padding;
    private int freeTexts;

    private Composer(Schema schema, Phrases phrases, SplittableRandom random, int padding) {
        this.schema = schema;
        this.phrases = phrases;
        this.random = random;
        this.padding = padding;
    }

    /**
     * A value as JSON text.
     *
     * @param chars how long it is made, as far as it has strings that may be of any length; 0 for
     *     as long as it comes
     */
    public static String compose(
            Schema schema, Phrases phrases, SplittableRandom random, int chars) {
        long seed = random.nextLong();
        Composer plain = new Composer(schema, phrases, new SplittableRandom(seed), 0);
        String shortest = plain.whole();
        if (shortest.length() >= chars || plain.freeTexts == 0) {
            return shortest;
        }
        int each = (chars - shortest.length()) / plain.freeTexts;
        return new Composer(schema, phrases, new SplittableRandom(seed), each).whole();
    }

    private String whole() {
        StringWriter out = new StringWriter(Math.max(256, padding + 256));
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            write(schema.root(), json, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private void write(Shape shape, JsonGenerator json, int depth) throws IOException {
        if (depth > BOTTOM) {
            json.writeNull();
            return;
        }
        switch (shape) {
            case Shape.Fields(List<Shape.Field> fields) -> {
                json.writeStartObject();
                for (Shape.Field field : fields) {
                    if (field.required() || depth < DEEP) {
                        json.writeFieldName(field.name());
                        write(field.shape(), json, depth + 1);
                    }
                }
                json.writeEndObject();
            }
            case Shape.Items items -> {
                json.writeStartArray();
                for (int left = count(items, depth); left > 0; left--) {
                    write(items.item(), json, depth + 1);
                }
                json.writeEndArray();
            }
            case Shape.Text text -> json.writeString(text(text));
            case Shape.Numeric numeric -> {
                var number = Numbers.pick(numeric, random);
                if (numeric.whole() && number.stripTrailingZeros().scale() <= 0) {
                    json.writeNumber(number.toBigInteger());
                } else {
                    json.writeNumber(number);
                }
            }
            case Shape.Truth _ -> json.writeBoolean(random.nextBoolean());
            case Shape.Nothing _ -> json.writeNull();
            case Shape.Choice(List<JsonNode> values) ->
                    json.writeTree(values.get(random.nextInt(values.size())));
            case Shape.AnyOf(List<Shape> shapes) -> write(pick(shapes, depth), json, depth);
            case Shape.Ref ref -> write(schema.resolve(ref), json, depth + 1);
        }
    }

    private int count(Shape.Items items, int depth) {
        if (depth >= DEEP) {
            return items.min();
        }
        return random.nextInt(Math.min(Math.max(1, items.min()), items.max()), items.max() + 1);
    }

    private String text(Shape.Text shape) {
        String text = Texts.make(shape, phrases, random);
        if (!shape.free()) {
            return text;
        }
        freeTexts++;
        if (padding == 0) {
            return text;
        }
        StringBuilder longer = new StringBuilder(text.length() + padding + 32).append(text);
        phrases.fill(longer, text.length() + padding, new SplittableRandom(text.hashCode()));
        return longer.toString();
    }

    private Shape pick(List<Shape> shapes, int depth) {
        if (depth >= DEEP) {
            return shapes.stream()
                    .reduce((a, b) -> schema.height(b) < schema.height(a) ? b : a)
                    .orElseThrow();
        }
        List<Shape> something =
                shapes.stream().filter(shape -> !(shape instanceof Shape.Nothing)).toList();
        boolean nothing = something.size() < shapes.size() && random.nextInt(NULL_ONCE_IN) == 0;
        if (something.isEmpty() || nothing) {
            return new Shape.Nothing();
        }
        return something.get(random.nextInt(something.size()));
    }
}
