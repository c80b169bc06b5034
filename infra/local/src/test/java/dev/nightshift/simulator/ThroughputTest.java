package dev.nightshift.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.simulator.TestingSimulator.Got;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long 50,000 requests of 4 KB take on their way through, apart from the time they are made to
 * take. Run by hand: {@code -Dtest=ThroughputTest -Dthroughput=true -DargLine=-Xmx512m}.
 */
@EnabledIfSystemProperty(named = "throughput", matches = "true")
class ThroughputTest {
    private static final Logger LOG = LoggerFactory.getLogger(ThroughputTest.class);
    private static final int REQUESTS = 50_000;
    private static final String SCHEMA =
            """
            {"type":"json_schema","json_schema":{"name":"lead","strict":true,"schema":{
            "type":"object","properties":{
            "score":{"type":"integer","minimum":1,"maximum":10},
            "kind":{"type":"string","enum":["lead","none","later"]},
            "summary":{"type":"string"},
            "pains":{"type":"array","items":{"type":"object","properties":{
              "name":{"type":"string"},"weight":{"type":"number"}},
              "required":["name","weight"],"additionalProperties":false}}},
            "required":["score","kind","summary","pains"],"additionalProperties":false}}}
            """;

    @TempDir Path dir;

    @Test
    void fiftyThousandRequestsPassInSeconds() throws IOException, InterruptedException {
        var settings = Map.of("batch.per-request", "0", "model.reply-bytes", "3000");
        Path input = dir.resolve("in.form");
        write(input);
        try (var testing = TestingSimulator.start(dir.resolve("data"), settings)) {
            for (int round = 1; round <= 3; round++) {
                measure(testing, input, round);
            }
        }
    }

    private static void measure(TestingSimulator testing, Path input, int round)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Got uploaded =
                testing.send(
                        testing.request("/files")
                                .header("Content-Type", "multipart/form-data; boundary=cut")
                                .POST(BodyPublishers.ofFile(input)));
        assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(200);
        long upload = System.nanoTime();
        String id = testing.createBatch(uploaded.json().path("id").asText());
        testing.advance(Duration.ofSeconds(1));
        assertThat(testing.batch(id).path("status").asText()).isEqualTo("finalizing");
        long checked = System.nanoTime();
        testing.advance(Duration.ofSeconds(1));
        JsonNode batch = testing.batch(id);
        assertThat(batch.path("request_counts").path("completed").asInt()).isEqualTo(REQUESTS);
        long answered = System.nanoTime();
        URI content =
                URI.create(
                        testing.simulator.baseUrl()
                                + "/files/"
                                + batch.path("output_file_id").asText()
                                + "/content");
        long size = 0;
        var connection = content.toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer test");
        try (var in = connection.getInputStream()) {
            byte[] buffer = new byte[1 << 18];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
            }
        }
        long end = System.nanoTime();
        LOG.info(
                "FIGURE round {}: in {} MB, out {} MB; upload {} ms, check {} ms, answers {} ms,"
                        + " download {} ms, all {} ms",
                round,
                Files.size(input) / 1_000_000,
                size / 1_000_000,
                (upload - start) / 1_000_000,
                (checked - upload) / 1_000_000,
                (answered - checked) / 1_000_000,
                (end - answered) / 1_000_000,
                (end - start) / 1_000_000);
    }

    private static void write(Path input) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(input)) {
            out.write(
                    "--cut\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
                            + "--cut\r\nContent-Disposition: form-data; name=\"file\";"
                            + " filename=\"in.jsonl\"\r\n\r\n");
            JsonNode format = TestingSimulator.JSON.readTree(SCHEMA);
            for (int i = 0; i < REQUESTS; i++) {
                var body = TestingSimulator.chat(text(i));
                body.set("response_format", format);
                out.write(TestingSimulator.line("r" + i, body).toString());
                out.write('\n');
            }
            out.write("\r\n--cut--\r\n");
        }
    }

    private static String text(int number) {
        StringBuilder text = new StringBuilder("Posting " + number + ":");
        for (int word = 0; text.length() < 3200; word++) {
            text.append(" word").append((number * 31 + word * 17) % 9973);
        }
        return text.toString();
    }
}
