package dev.nightshift.simulator.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));
    private static final Phrases PHRASES =
            Phrases.of("Kran Führer in Bremen; 東京 crane 42 needs \"quoted\" hydraulics");

    @Property(tries = 500)
    void whateverTheStrictSubsetCanSayIsAnsweredByValueThatFits(
            @ForAll("schemas") JsonNode schema, @ForAll long seed, @ForAll boolean padded) {
        String value = compose(schema, seed, padded ? 2_000 : 0);

        assertThat(REGISTRY.getSchema(schema.toString()).validate(value, InputFormat.JSON))
                .as("%s for %s", value, schema)
                .isEmpty();
    }

    @Property(tries = 50)
    void sameSeedMakesSameValue(@ForAll("schemas") JsonNode schema, @ForAll long seed) {
        assertThat(compose(schema, seed, 500)).isEqualTo(compose(schema, seed, 500));
    }

    @Test
    void schemaThatContainsItselfComesToAnEnd() throws Exception {
        String schema =
                """
                {"type":"object","properties":{"root":{"$ref":"#/$defs/node"}},"required":["root"],
                "additionalProperties":false,"$defs":{"node":{"type":"object","properties":{
                "name":{"type":"string"},"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]},
                "children":{"type":"array","items":{"$ref":"#/$defs/node"}}},
                "required":["name","next","children"],"additionalProperties":false}}}
                """;
        for (long seed = 0; seed < 50; seed++) {
            String value = compose(JSON.readTree(schema), seed, 0);

            assertThat(REGISTRY.getSchema(schema).validate(value, InputFormat.JSON)).isEmpty();
        }
    }

    @Test
    void schemaWithoutAnyFiniteValueComesToAnEndToo() throws Exception {
        JsonNode schema =
                JSON.readTree(
                        """
                        {"type":"object","properties":{"me":{"$ref":"#"}},"required":["me"]}
                        """);

        assertThat(compose(schema, 1, 0)).startsWith("{\"me\":{\"me\":");
    }

    @Test
    void paddedValueIsAboutAsLongAsAskedFor() throws Exception {
        JsonNode schema =
                JSON.readTree(
                        """
                        {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"},
                        "when":{"type":"string","format":"date"}},"required":["a","b","when"]}
                        """);

        assertThat(compose(schema, 7, 4_000)).hasSizeBetween(3_900, 4_200);
    }

    @Test
    void textIsMadeOfTheWordsOfTheRequest() throws Exception {
        JsonNode schema =
                JSON.readTree(
                        """
                        {"type":"object","properties":{"a":{"type":"string",
                        "description":"An elaborate explanation"}},"required":["a"]}
                        """);
        String value =
                Composer.compose(
                        Schema.read(schema),
                        Phrases.of("harbour harbour harbour"),
                        new SplittableRandom(3),
                        0);

        assertThat(JSON.readTree(value).path("a").asText().toLowerCase(Locale.ROOT))
                .matches("harbour( harbour)*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^\\d{4}-\\d{2}$",
                "^(lead|none)-[a-f0-9]{3,5}$",
                "^[A-Z][a-z]+(?: [A-Z][a-z]+)*$",
                "^\\+?[0-9 ]{6,12}$",
                "^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$",
                "[\\w-]+"
            })
    void commonPatternsAreMatched(String pattern) {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(PatternSample.of(pattern, new SplittableRandom(seed)))
                    .isNotNull()
                    .containsPattern(pattern);
        }
    }

    @Test
    void patternOfAMonthGetsAMonthOfTheYear() throws Exception {
        JsonNode schema =
                JSON.readTree(
                        """
                        {"type":"object","properties":{"from":{"type":"string",
                        "pattern":"^\\\\d{4}-\\\\d{2}$"}},"required":["from"]}
                        """);
        for (long seed = 0; seed < 50; seed++) {
            assertThat(JSON.readTree(compose(schema, seed, 0)).path("from").asText())
                    .matches("20[12]\\d-(0[1-9]|1[0-2])");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[a", "a{", "\\p{L}+", "(?<=x)y", "(?=.*\\d).{8}"})
    void patternsThatAreTooHardGiveSomethingThatMatchesOrNothing(String pattern) {
        String sample = PatternSample.of(pattern, new SplittableRandom(1));

        if (sample != null) {
            assertThat(sample).containsPattern(pattern);
        }
    }

    @Provide
    Arbitrary<JsonNode> schemas() {
        return Arbitraries.lazyOf(
                () -> objectOf(leaf()), () -> objectOf(nested()), () -> objectOf(nested()));
    }

    private static Arbitrary<JsonNode> nested() {
        return Arbitraries.oneOf(
                leaf(),
                objectOf(leaf()),
                Combinators.combine(
                                Arbitraries.oneOf(leaf(), objectOf(leaf())),
                                Arbitraries.integers().between(0, 3),
                                Arbitraries.integers().between(0, 4))
                        .as(ComposerTest::array),
                leaf().list().ofMinSize(1).ofMaxSize(3).map(ComposerTest::anyOf));
    }

    private static Arbitrary<JsonNode> objectOf(Arbitrary<JsonNode> property) {
        return property.list().ofMaxSize(4).map(ComposerTest::object);
    }

    private static Arbitrary<JsonNode> leaf() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                                "date",
                                "time",
                                "date-time",
                                "duration",
                                "email",
                                "hostname",
                                "ipv4",
                                "ipv6",
                                "uuid",
                                "uri")
                        .map(format -> type("string").put("format", format)),
                Arbitraries.of("string", "boolean", "null", "integer", "number")
                        .map(ComposerTest::type),
                Arbitraries.of("string", "boolean", "integer", "number")
                        .map(ComposerTest::nullable),
                Combinators.combine(
                                Arbitraries.integers().between(0, 30),
                                Arbitraries.integers().between(0, 30))
                        .as(
                                (min, more) ->
                                        type("string")
                                                .put("minLength", min)
                                                .put("maxLength", min + more)),
                Combinators.combine(
                                Arbitraries.of("integer", "number"),
                                Arbitraries.integers().between(-1000, 1000),
                                Arbitraries.integers().between(2, 500),
                                Arbitraries.of(true, false))
                        .as(ComposerTest::range),
                Arbitraries.of(0.5, 5.0, 0.25)
                        .map(step -> type("number").put("multipleOf", step).put("minimum", -3)),
                Arbitraries.strings()
                        .ofMaxLength(5)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(4)
                        .map(ComposerTest::choice),
                Arbitraries.integers().map(one -> JSON.createObjectNode().put("const", one)));
    }

    private static ObjectNode type(String name) {
        return JSON.createObjectNode().put("type", name);
    }

    private static ObjectNode nullable(String name) {
        ObjectNode schema = JSON.createObjectNode();
        schema.putArray("type").add(name).add("null");
        return schema;
    }

    private static JsonNode range(String type, int min, int more, boolean exclusive) {
        return exclusive
                ? type(type).put("exclusiveMinimum", min).put("exclusiveMaximum", min + more)
                : type(type).put("minimum", min).put("maximum", min + more);
    }

    private static JsonNode choice(List<String> values) {
        ObjectNode schema = type("string");
        ArrayNode choice = schema.putArray("enum");
        values.forEach(choice::add);
        return schema;
    }

    private static JsonNode anyOf(List<JsonNode> shapes) {
        ObjectNode schema = JSON.createObjectNode();
        schema.putArray("anyOf").addAll(shapes);
        return schema;
    }

    private static JsonNode array(JsonNode item, int min, int more) {
        ObjectNode schema = type("array").put("minItems", min).put("maxItems", min + more);
        schema.set("items", item);
        return schema;
    }

    private static JsonNode object(List<JsonNode> properties) {
        ObjectNode schema = type("object").put("additionalProperties", false);
        ObjectNode named = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (int i = 0; i < properties.size(); i++) {
            named.set("p" + i, properties.get(i));
            required.add("p" + i);
        }
        return schema;
    }

    private static String compose(JsonNode schema, long seed, int chars) {
        return Composer.compose(Schema.read(schema), PHRASES, new SplittableRandom(seed), chars);
    }
}
