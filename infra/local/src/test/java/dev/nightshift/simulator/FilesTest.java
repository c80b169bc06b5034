package dev.nightshift.simulator;

import static dev.nightshift.simulator.TestingSimulator.START;
import static dev.nightshift.simulator.TestingSimulator.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.simulator.TestingSimulator.Got;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {
    @TempDir Path dir;

    private TestingSimulator testing;

    @BeforeEach
    void start() throws Exception {
        testing = TestingSimulator.start(dir, Map.of("file.batch-bytes", "1000"));
    }

    @AfterEach
    void stop() {
        testing.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fileComesBackAsItWasSent(boolean chunked) throws Exception {
        String content = "{\"a\":\"ä\r\n--cu\"}\n\n";
        Got got = testing.upload(form("in.jsonl", content, "purpose", "batch"), chunked);

        assertThat(got.status()).as(got.text()).isEqualTo(200);
        assertThat(got.header("x-request-id")).startsWith("req_");
        assertThat(got.json().path("id").asText()).matches("file-[A-Za-z0-9]{22}");
        assertThat(got.json().path("status").asText()).isEqualTo("processed");
        assertThat(got.json().path("bytes").asInt()).isEqualTo(content.length() + 1);
        assertThat(got.json().path("expires_at").asLong())
                .isEqualTo(START.getEpochSecond() + 2_592_000);
        assertThat(testing.content(got.json().path("id")).text()).isEqualTo(content);
    }

    @Test
    void fileIsGoneWhenItHasExpired() throws Exception {
        Got got =
                testing.upload(
                        form(
                                "in.jsonl",
                                "{}",
                                "purpose",
                                "batch",
                                "expires_after[anchor]",
                                "created_at",
                                "expires_after[seconds]",
                                "3600"),
                        false);
        String path = "/files/" + got.json().path("id").asText();
        testing.advance(Duration.ofMinutes(59));
        assertThat(testing.get(path).status()).isEqualTo(200);

        testing.advance(Duration.ofMinutes(1));

        assertThat(testing.get(path).status()).isEqualTo(404);
        assertThat(testing.get("/files").json().path("data")).isEmpty();
    }

    @Test
    void expiryOutsideOfTheLimitsIsRefused() throws Exception {
        Got got =
                testing.upload(
                        form(
                                "in.jsonl",
                                "{}",
                                "purpose",
                                "batch",
                                "expires_after[anchor]",
                                "created_at",
                                "expires_after[seconds]",
                                "60"),
                        false);

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.error().path("param").asText()).isEqualTo("expires_after.seconds");
    }

    @Test
    void batchFileMustBeJsonLines() throws Exception {
        Got got = testing.upload(form("in.csv", "{}", "purpose", "batch"), false);

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.error().path("message").asText())
                .isEqualTo("Invalid file format for Batch API. Must be .jsonl");
        assertThat(got.error().path("code").isNull()).isTrue();
        assertThat(got.json().has("detail")).isTrue();
    }

    @Test
    void incompleteOrWrongFormsAreRefusedAndLeaveNothing() throws Exception {
        assertThat(testing.upload(form("in.jsonl", "{}"), false).error().path("param").asText())
                .isEqualTo("purpose");
        assertThat(testing.upload(form("a.jsonl", "{}", "purpose", "fun"), false).status())
                .isEqualTo(400);
        assertThat(testing.upload("no form at all", false).status()).isEqualTo(400);
        String whole = form("in.jsonl", "{}", "purpose", "batch");
        assertThat(testing.upload(whole.substring(0, whole.length() - 12), false).status())
                .isEqualTo(400);
        assertThat(testing.get("/files").json().path("data")).isEmpty();
        assertThat(dir.resolve("files")).isEmptyDirectory();
    }

    @Test
    void fileOverTheLimitIsRefused() throws Exception {
        Got got = testing.upload(form("in.jsonl", "x".repeat(1001), "purpose", "batch"), false);

        assertThat(got.status()).isEqualTo(413);
    }

    @Test
    void listIsCutIntoPages() throws Exception {
        for (int i = 0; i < 3; i++) {
            testing.upload("{}");
        }
        testing.upload(form("notes.txt", "hello", "purpose", "user_data"), false);
        var first = testing.get("/files?limit=2&order=asc&purpose=batch").json();
        String after = first.path("last_id").asText();
        var second = testing.get("/files?limit=2&order=asc&purpose=batch&after=" + after).json();

        assertThat(first.path("data")).hasSize(2);
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(second.path("data")).hasSize(1);
        assertThat(second.path("has_more").asBoolean()).isFalse();
        assertThat(testing.get("/files?limit=0").status()).isEqualTo(400);
        assertThat(testing.get("/files?after=file-none").status()).isEqualTo(404);
    }

    @Test
    void onlySomePurposesCanBeDownloaded() throws Exception {
        Got notes = testing.upload(form("notes.txt", "hello", "purpose", "user_data"), false);
        Got got = testing.content(notes.json().path("id"));

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.error().path("message").asText())
                .isEqualTo("Not allowed to download files of purpose: user_data");
    }

    @Test
    void deletedFileIsUnknown() throws Exception {
        String id = testing.upload("{}");

        assertThat(testing.delete("/files/" + id).json().path("deleted").asBoolean()).isTrue();

        Got got = testing.get("/files/" + id);
        assertThat(got.status()).isEqualTo(404);
        assertThat(got.error().path("message").asText()).isEqualTo("No such File object: " + id);
        assertThat(got.error().path("param").asText()).isEqualTo("id");
        assertThat(testing.delete("/files/" + id).status()).isEqualTo(404);
    }

    @Test
    void filesSurviveARestart() throws Exception {
        String id = testing.upload("{\"kept\":1}");
        testing.close();

        testing = new TestingSimulator(dir, testing.time, Map.of());

        assertThat(testing.get("/files/" + id + "/content").text()).isEqualTo("{\"kept\":1}");
    }

    @Test
    void keyIsRequiredAndUnknownPathsAreNotFound() throws Exception {
        URI files = URI.create(testing.simulator.baseUrl() + "/files");
        Got keyless = testing.send(HttpRequest.newBuilder(files).GET());
        Got blank = testing.send(HttpRequest.newBuilder(files).header("Authorization", "Bearer "));

        assertThat(keyless.status()).isEqualTo(401);
        assertThat(blank.status()).isEqualTo(401);
        assertThat(keyless.error().path("type").asText()).isEqualTo("invalid_request_error");
        Got unknown = testing.get("/nothing");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.error().path("message").asText())
                .isEqualTo("Invalid URL (GET /v1/nothing)");
    }
}
