package dev.nightshift.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.nightshift.text.Normaliser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The format's JSON Schema and page, held against the parser. */
class TaskSchemaTest {
    private static final JsonNode SCHEMA = json("task.schema.json");

    @Test
    void schemaAndParserKnowTheSameKeys() {
        assertThat(keys("")).isEqualTo(TaskParser.KEYS);
        assertThat(keys("/properties/examples/items")).isEqualTo(TellingParser.EXAMPLE_KEYS);
        assertThat(keys("/properties/checks/items")).isEqualTo(RepliesParser.CHECK_KEYS);
        assertThat(keys("/properties/results")).isEqualTo(RepliesParser.RESULTS_KEYS);
        assertThat(keys("/properties/results/properties/group"))
                .isEqualTo(RepliesParser.GROUP_KEYS);
        assertThat(keys("/properties/group")).isEqualTo(ReadingParser.GROUP);
        assertThat(keys("/properties/split")).isEqualTo(ReadingParser.SPLIT);
        Set<String> condition = new TreeSet<>(ReadingParser.TESTS);
        condition.addAll(ReadingParser.CONDITION);
        assertThat(keys("/$defs/condition")).isEqualTo(condition);
        assertThat(texts("/properties/effort/enum"))
                .containsExactlyInAnyOrderElementsOf(TaskParser.EFFORTS);
        assertThat(texts("/properties/normalise/additionalProperties/anyOf/0/enum"))
                .containsExactlyElementsOf(
                        Arrays.stream(Normaliser.values()).map(Normaliser::wire).toList());
    }

    @Test
    void everyBuiltInTaskFitsTheSchemaAndNamesIt() throws IOException {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SCHEMA);
        for (Task task : Tasks.builtIn()) {
            assertThat(schema.validate(new YAMLMapper().readTree(task.source())))
                    .as(task.name())
                    .isEmpty();
            assertThat(task.source())
                    .startsWith("# yaml-language-server: $schema=task.schema.json\n");
        }
    }

    @Test
    void pageShowsEveryKeyAndEveryBuiltInTask() throws IOException {
        String page = text("README.md");

        for (String key : TaskParser.KEYS) {
            assertThat(page).containsPattern("(?m)^" + key + ":");
        }
        for (Normaliser one : Normaliser.values()) {
            assertThat(page).contains("`" + one.wire() + "`");
        }
        for (Task task : Tasks.builtIn()) {
            assertThat(page).contains("| `" + task.name() + "` |");
        }
    }

    @Test
    void examplesOfThePageAreATask() throws IOException {
        List<String> blocks = new ArrayList<>();
        for (String part : text("README.md").split("```yaml\n", -1)) {
            blocks.add(part.substring(0, Math.max(0, part.indexOf("\n```"))));
        }

        Task task = Tasks.parse(blocks.get(1), "README.md");

        assertThat(TaskCheck.of(task).findings()).isEmpty();
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(SCHEMA)
                                .validate(new YAMLMapper().readTree(String.join("\n", blocks))))
                .isEmpty();
    }

    private static Set<String> keys(String pointer) {
        Set<String> keys = new TreeSet<>();
        SCHEMA.at(pointer).path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static List<String> texts(String pointer) {
        List<String> texts = new ArrayList<>();
        SCHEMA.at(pointer).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode json(String file) {
        try {
            return new ObjectMapper().readTree(text(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String file) throws IOException {
        try (InputStream in = TaskSchemaTest.class.getResourceAsStream("/tasks/" + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not packed");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
