package dev.nightshift.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchParsingTest {
    private static final ObjectMapper JSON =
            ApplicationContext.builder()
                    .deduceEnvironment(false)
                    .banner(false)
                    .start()
                    .getBean(ObjectMapper.class);

    @Test
    void readsACompletedBatch() throws IOException {
        Batch batch = parse(fixture("batch-completed.json"));

        assertThat(batch.id()).isEqualTo("batch_6abc00d919e081908a2139a6f0445973");
        assertThat(batch.status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(batch.outputFileId()).isEqualTo("file-V7XpECC2hkGU5DSKJpNEDr");
        assertThat(batch.errorFileId()).isNull();
        assertThat(batch.createdAt()).isEqualTo(Instant.ofEpochSecond(1790705881));
        assertThat(batch.expiresAt()).isEqualTo(Instant.ofEpochSecond(1790792281));
        assertThat(batch.requestCounts()).isEqualTo(new BatchCounts(19L, 19L, 0L));
        assertThat(batch.metadata()).isEqualTo(Map.of("job", "j2"));
        assertThat(batch.problems()).isEmpty();
        BatchUsage usage = Objects.requireNonNull(batch.usage());
        assertThat(usage.inputTokens()).isEqualTo(25214);
        assertThat(usage.cachedTokens()).isEqualTo(0);
        assertThat(usage.outputTokens()).isEqualTo(12974);
        assertThat(usage.reasoningTokens()).isEqualTo(0);
        assertThat(usage.totalTokens()).isEqualTo(38188);
    }

    @Test
    void readsWhyABatchFailed() throws IOException {
        Batch batch = parse(fixture("batch-failed.json"));

        assertThat(batch.status()).isEqualTo(BatchStatus.FAILED);
        assertThat(batch.problems())
                .containsExactly(
                        new BatchError(
                                "invalid_json_line",
                                "This line is not parseable as valid JSON.",
                                null,
                                3L),
                        new BatchError(
                                "token_limit_exceeded",
                                "Enqueued token limit reached",
                                null,
                                null));
    }

    @Test
    void readsABatchOfAProviderThatWritesItOtherwise() throws IOException {
        Batch batch = parse(fixture("batch-other-provider.json"));

        assertThat(batch.status()).isEqualTo(BatchStatus.IN_PROGRESS);
        assertThat(batch.createdAt()).isEqualTo(Instant.parse("2026-11-20T22:00:00.5Z"));
        assertThat(batch.inProgressAt()).isEqualTo(Instant.ofEpochSecond(1790705881));
        assertThat(batch.completedAt()).isNull();
        assertThat(batch.outputFileId()).isNull();
        assertThat(batch.errorFileId()).isNull();
        assertThat(batch.requestCounts()).isEqualTo(new BatchCounts(null, null, null));
        assertThat(batch.metadata()).isEqualTo(Map.of("kept", "yes"));
    }

    @Test
    void needsNothingButAnId() throws IOException {
        Batch batch = parse("{\"id\":\"b\"}");

        assertThat(batch.status()).isEqualTo(BatchStatus.UNKNOWN);
        assertThat(batch.metadata()).isEmpty();
        assertThat(batch.problems()).isEmpty();
    }

    @Test
    void keepsTheWordOfAStatusItDoesNotKnow() throws IOException {
        Batch batch = parse("{\"id\":\"b\",\"status\":\"Paused\"}");

        assertThat(batch.status()).isEqualTo(BatchStatus.UNKNOWN);
        assertThat(batch.statusText()).isEqualTo("Paused");
        assertThat(batch.status().isOver()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "validating, false",
        "failed, true",
        "in_progress, false",
        "finalizing, false",
        "completed, true",
        "expired, true",
        "cancelling, false",
        "cancelled, true",
    })
    void knowsWhetherABatchIsOver(String text, boolean over) {
        BatchStatus status = BatchStatus.of(text.toUpperCase(Locale.ROOT));

        assertThat(status.text()).isEqualTo(text);
        assertThat(status.isOver()).isEqualTo(over);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e400",
                "0",
                "-5",
                "1790705881000",
                "\"1e999999999\"",
                "\"soon\"",
                "\"\"",
                "true",
                "[]",
                "{\"a\":[]}",
                "null"
            })
    void takesATimeItCannotReadForNone(String time) throws IOException {
        assertThat(parse("{\"created_at\":" + time + ",\"id\":\"b\"}").createdAt()).isNull();
    }

    @Test
    void refusesABatchOpenAiWouldRefuse() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 17; i++) {
            many.put("k" + i, "v");
        }
        assertThatThrownBy(() -> new NewBatch("f", "/v1/responses", many))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NewBatch("f", "/v1/responses", Map.of("k", "v".repeat(513))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NewBatch(" ", "/v1/responses", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExpiresAfter.of(Duration.ofMinutes(59)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExpiresAfter.of(Duration.ofDays(31)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void readsOrRefusesAnyDamagedBatch(@ForAll("damagedBatches") String json) {
        try {
            Batch batch = JSON.readValue(json, Batch.class);
            assertThat(batch).isNotNull();
            assertThat(batch.id()).isNotBlank();
            assertThat(batch.status()).isNotNull();
            assertThat(batch.problems()).doesNotContainNull();
        } catch (IOException refused) {
            assertThat(refused).isNotNull();
        }
    }

    @Property
    void readsOrRefusesAnyCutBatch(@ForAll("cutBatches") String json) {
        assertThatThrownBy(() -> JSON.readValue(json, Batch.class)).isInstanceOf(IOException.class);
    }

    /** A sound batch in which one value, at any depth, is another kind of value or is gone. */
    @Provide
    Arbitrary<String> damagedBatches() throws IOException {
        List<String> fixtures = fixtures();
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ArrayNode list = nodes.arrayNode().add(1).add("x").addNull();
        Arbitrary<JsonNode> values =
                Arbitraries.of(
                        nodes.nullNode(),
                        nodes.textNode(""),
                        nodes.textNode("words"),
                        nodes.numberNode(-1),
                        nodes.numberNode(1.5),
                        nodes.numberNode(Long.MAX_VALUE),
                        nodes.numberNode(new BigDecimal("1e400")),
                        nodes.booleanNode(true),
                        list,
                        nodes.arrayNode(),
                        nodes.objectNode(),
                        nodes.objectNode().set("data", list));
        return Arbitraries.of(fixtures)
                .flatMap(
                        fixture ->
                                Arbitraries.integers()
                                        .between(0, 60)
                                        .flatMap(
                                                place ->
                                                        values.map(
                                                                value ->
                                                                        damage(
                                                                                fixture, place,
                                                                                value))));
    }

    @Provide
    Arbitrary<String> cutBatches() throws IOException {
        return Arbitraries.of(fixtures())
                .flatMap(
                        fixture ->
                                Arbitraries.integers()
                                        .between(0, fixture.strip().length() - 1)
                                        .map(end -> fixture.substring(0, end)));
    }

    private static String damage(String fixture, int place, JsonNode value) {
        try {
            JsonNode root = new com.fasterxml.jackson.databind.ObjectMapper().readTree(fixture);
            List<Runnable> changes = new ArrayList<>();
            collect(root, value, changes);
            changes.get(place % changes.size()).run();
            return root.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void collect(JsonNode node, JsonNode value, List<Runnable> changes) {
        if (node instanceof ObjectNode object) {
            for (String name : (Iterable<String>) object::fieldNames) {
                changes.add(() -> object.set(name, value));
                changes.add(() -> object.remove(name));
                collect(object.get(name), value, changes);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int place = i;
                changes.add(() -> array.set(place, value));
                collect(array.get(i), value, changes);
            }
        }
    }

    private static Batch parse(String json) throws IOException {
        return Objects.requireNonNull(JSON.readValue(json, Batch.class));
    }

    private static List<String> fixtures() throws IOException {
        return List.of(
                fixture("batch-completed.json"),
                fixture("batch-failed.json"),
                fixture("batch-other-provider.json"));
    }

    private static String fixture(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(BatchParsingTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
