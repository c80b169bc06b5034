package dev.nightshift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.nightshift.cli.TestingUser.Said;
import dev.nightshift.estimate.AwsEstimate;
import dev.nightshift.pricing.AwsItem;
import dev.nightshift.pricing.Lane;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.tokens.TokenCounter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TASK =
            """
            name: score
            version: 1
            purpose: For tests.
            model: %s
            effort: %s
            max_output_tokens: 100
            instructions: Score it.
            prompt: "{{text}}"
            requires: [text]
            output:
              type: object
              properties:
                score: {type: integer}
                grade: {type: string, enum: [a, b]}
                why: {type: array, minItems: 1, maxItems: 3, items: {type: string}}
              required: [score, grade, why]
              additionalProperties: false
            """;

    @TempDir private Path folder;
    private TestingUser user;

    @BeforeEach
    void fillFolder() {
        user = TestingUser.in(folder);
        user.write("in.csv", "id,text\n1,We retype orders\n2,\n3,We bake bread\n");
        user.write("plain.yaml", TASK.formatted("gpt-4o-mini", "none"));
    }

    @Test
    void tellsRequestsTokensAndCostExactlyWhereTheEncodingIsKnown() throws IOException {
        JsonNode told = json("plain.yaml");

        TokenCounter counter = TokenCounter.forModel("gpt-4o-mini");
        String schema =
                JSON.writeValueAsString(
                        new YAMLMapper()
                                .readTree(Files.readString(user.path("plain.yaml")))
                                .path("output"));
        long fixed =
                9 + counter.count("Score it.") + counter.count("score") + counter.count(schema);
        long in = 2 * fixed + counter.count("We retype orders") + counter.count("We bake bread");
        long reply = counter.count("{\"score\":100,\"grade\":\"a\",\"why\":[\"\",\"\"]}") + 2 * 25;
        assertThat(told.path("records").asInt()).isEqualTo(3);
        assertThat(told.path("requests").asInt()).isEqualTo(2);
        assertThat(told.path("batches").asInt()).isEqualTo(1);
        assertThat(told.path("lane").asText()).isEqualTo("realtime");
        assertThat(told.path("lane_reason").asText()).isEqualTo("handful");
        assertThat(told.path("tokens_in").path("by").asText()).isEqualTo("count");
        assertThat(told.path("tokens_in").path("expected").asLong()).isEqualTo(in);
        assertThat(told.path("tokens_in").path("most").asLong()).isEqualTo(in);
        assertThat(told.path("tokens_out").path("expected").asLong()).isEqualTo(2 * reply);
        assertThat(told.path("tokens_out").path("most").asLong()).isEqualTo(200);
        // gpt-4o-mini: $0.15 and $0.60 a million, in batches half of it
        assertThat(usd(told.path("cost_usd").path("realtime").path("expected")))
                .isEqualByComparingTo(millionth(in * 15 + 2 * reply * 60).movePointLeft(2));
        assertThat(usd(told.path("cost_usd").path("batch").path("most")))
                .isEqualByComparingTo(millionth(in * 75 + 200 * 300).movePointLeft(3));
    }

    @Test
    void saysHowSureItIsOfAModelWhoseEncodingIsNotKnown() {
        user.write("luna.yaml", TASK.formatted("gpt-6-luna", "none"));

        JsonNode told = json("luna.yaml");

        long expected = told.path("tokens_in").path("expected").asLong();
        assertThat(told.path("tokens_in").path("margin_percent").asInt()).isEqualTo(10);
        assertThat(told.path("tokens_in").path("most").asLong())
                .isEqualTo(expected + Math.ceilDiv(expected, 10));
        assertThat(estimate("luna.yaml").out())
                .contains("2 to gpt-6-luna, in 1 batch")
                .contains("counted with o200k_base; at most 10 % more, for how gpt-6-luna")
                .contains("in batches: about $", "in real time: about $", "cost at AWS");
    }

    @Test
    void givesNoExpectationForWhatNobodyKnows() {
        user.write("thinks.yaml", TASK.formatted("gpt-6-luna", "high"));
        user.write("stranger.yaml", TASK.formatted("stranger-1", "none"));

        assertThat(json("thinks.yaml").path("tokens_out").path("expected").isNull()).isTrue();
        assertThat(json("thinks.yaml").path("cost_usd").path("batch").path("expected").isNull())
                .isTrue();
        assertThat(estimate("thinks.yaml").out())
                .contains("200 at most", "no expectation: gpt-6-luna may reason")
                .containsPattern("in batches: \\$[0-9.]+ at most");
        assertThat(json("stranger.yaml").path("cost_usd").path("batch").path("most").isNull())
                .isTrue();
        assertThat(estimate("stranger.yaml").out())
                .contains("in batches: not known, for there is no price for stranger-1");
        user =
                user.withEnvironment(
                        Map.of("NIGHTSHIFT_MODEL_PRICES", "stranger-1=1/0.5/4,gpt-4o-mini=0/0/0"));
        assertThat(estimate("stranger.yaml").out())
                .containsPattern("in batches: .*\\$[0-9.]+ at most");
        assertThat(usd(json("plain.yaml").at("/cost_usd/realtime/most"))).isZero();
    }

    @Test
    void tellsWhatWouldBeCutAndWhatLeftOut() {
        user.write("long.csv", "id,text\n1,We bake\n2," + "We bake bread. ".repeat(999) + "\n");
        user.write(
                "limited.yaml", TASK.formatted("gpt-4o-mini", "none") + "max_input_tokens: 150\n");
        user.write("tiny.yaml", TASK.formatted("gpt-4o-mini", "none") + "max_input_tokens: 20\n");

        Said limited = user.types("estimate", "long.csv", "--task", "limited.yaml");
        Said tiny = user.types("estimate", "long.csv", "--task", "tiny.yaml");

        assertThat(limited.out())
                .containsPattern("cut +1 record with")
                .contains("2 to gpt-4o-mini");
        assertThat(tiny.out())
                .containsPattern("too large +2 records that no cut")
                .contains("0 to gpt-4o-mini, in 0 batches");
    }

    @Test
    void costAtAwsIsThatOfItsItemsAndGrowsWithTheJob() {
        JsonNode aws = json("plain.yaml").path("aws_usd");

        BigDecimal sum = BigDecimal.ZERO;
        for (var item : aws.properties()) {
            if (item.getKey().contains("-")) {
                assertThat(usd(item.getValue())).isPositive();
                sum = sum.add(usd(item.getValue()));
            }
        }
        assertThat(usd(aws.path("total"))).isEqualByComparingTo(sum);
        var small = AwsEstimate.of(Lane.BATCH, 1, 2, 3_000, 100);
        var large = AwsEstimate.of(Lane.BATCH, 20, 1_000_000, 3_000_000_000L, 1_000_000_000L);
        for (var item : AwsItem.values()) {
            assertThat(large.cost(item).orElseThrow())
                    .isGreaterThan(small.cost(item).orElseThrow());
        }
        // 188 looks in 24 hours after the first, one transition each: 11 + 11 beside them
        assertThat(small.cost(AwsItem.STATES_TRANSITION).orElseThrow())
                .isEqualByComparingTo("0.00525");
    }

    @Test
    void aPackedFileCostsWhatItHolds() throws IOException {
        String text = "id,text\n1,We bake bread\n" + "2,\n".repeat(200_000);
        user.write("large.csv", text);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        user.write("large.csv.gz", packed.toByteArray());

        List<JsonNode> told = new ArrayList<>();
        for (String file : List.of("large.csv", "large.csv.gz")) {
            Said said = user.types("estimate", file, "--task", "plain.yaml", "--json");
            assertThat(said.code()).as(said.err()).isZero();
            told.add(JSON.readTree(said.out()).path("aws_usd"));
        }

        assertThat(packed.size()).isLessThan(10_000);
        assertThat(told.getLast()).isEqualTo(told.getFirst());
    }

    @Test
    void estimateStartsNothing() {
        Map<String, Long> before = user.files();

        assertThat(estimate("plain.yaml").code()).isZero();

        assertThat(user.files()).isEqualTo(before);
    }

    @Test
    void progressIsShownOnceASecondWhereSomebodyWatches() throws IOException {
        var err = new ByteArrayOutputStream();
        var clock = new AtomicLong();
        var record = new SourceRecord(0, 2, "1", Map.of());
        var progress =
                new ReadingProgress(
                        user.atTerminal(80).shell(new ByteArrayOutputStream(), err),
                        each -> {},
                        clock::get);

        progress.visit(record);
        progress.end();
        assertThat(err.toString(UTF_8)).isEmpty();

        clock.set(1_000_000_000);
        progress.visit(record);
        progress.visit(record);
        progress.end();
        assertThat(err.toString(UTF_8)).startsWith("\rReading: 2 records\r").endsWith(" \r");
    }

    private Said estimate(String task) {
        return user.types("estimate", "in.csv", "--task", task);
    }

    private JsonNode json(String task) {
        Said said = user.types("estimate", "in.csv", "--task", task, "--json");
        assertThat(said.err()).isEmpty();
        try {
            return JSON.readTree(said.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BigDecimal usd(JsonNode text) {
        assertThat(text.isTextual()).isTrue();
        return new BigDecimal(text.asText());
    }

    private static BigDecimal millionth(long number) {
        return BigDecimal.valueOf(number, 6);
    }
}
