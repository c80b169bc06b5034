package dev.nightshift.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.batches.BatchListParams;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official client must not be able to tell the simulator from OpenAI. */
class OfficialClientTest {
    @TempDir Path dir;

    private TestingSimulator testing;
    private OpenAIClient client;

    @BeforeEach
    void start() throws IOException {
        testing = TestingSimulator.start(dir, Map.of());
        client =
                OpenAIOkHttpClient.builder()
                        .apiKey("test")
                        .baseUrl(testing.simulator.baseUrl().toString())
                        .build();
    }

    @AfterEach
    void stop() {
        client.close();
        testing.close();
    }

    @Test
    void uploadedFileBecomesBatchAndItsResultsAreDownloaded() throws IOException {
        FileObject file = upload(TestingSimulator.lines(10));
        Batch created = create(file.id());
        assertThat(created.status()).isEqualTo(Batch.Status.VALIDATING);
        assertThat(created.metadata().orElseThrow()._additionalProperties())
                .containsEntry("client_ref", JsonValue.from("job-7"));

        testing.advance(Duration.ofHours(1));

        Batch done = client.batches().retrieve(created.id());
        assertThat(done.status()).isEqualTo(Batch.Status.COMPLETED);
        assertThat(done.requestCounts().orElseThrow().completed()).isEqualTo(10);
        assertThat(done.usage().orElseThrow().totalTokens()).isPositive();
        assertThat(done.errorFileId()).isEmpty();
        try (HttpResponse content = client.files().content(done.outputFileId().orElseThrow())) {
            String lines = new String(content.body().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(lines.lines()).hasSize(10).allMatch(line -> line.contains("Hamburg"));
        }
        assertThat(client.files().list().data())
                .extracting(FileObject::filename)
                .containsExactlyInAnyOrder("in.jsonl", created.id() + "_output.jsonl");
    }

    @Test
    void batchesAreListedNewestFirstOverSeveralPages() {
        FileObject file = upload(TestingSimulator.lines(1));
        List<String> ids = List.of(create(file.id()).id(), create(file.id()).id());

        var page = client.batches().list(BatchListParams.builder().limit(1).build());

        assertThat(page.autoPager().stream().map(Batch::id))
                .containsExactlyElementsOf(ids.reversed());
    }

    @Test
    void runningBatchIsCancelledAndCompletedOneIsNot() {
        FileObject file = upload(TestingSimulator.lines(100));
        Batch running = create(file.id());
        Batch completed = create(file.id());
        testing.advance(Duration.ofMillis(1500));

        assertThat(client.batches().cancel(running.id()).status())
                .isEqualTo(Batch.Status.CANCELLING);
        testing.advance(Duration.ofMinutes(1));

        assertThat(client.batches().retrieve(running.id()).status())
                .isEqualTo(Batch.Status.CANCELLED);
        assertThatThrownBy(() -> client.batches().cancel(completed.id()))
                .isInstanceOf(UnexpectedStatusCodeException.class)
                .hasMessageContaining("Cannot cancel a batch with status 'completed'.");
    }

    @Test
    void unknownIdsAreNotFound() {
        assertThatThrownBy(() -> client.batches().retrieve("batch_none"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("No batch found with id 'batch_none'");
        assertThatThrownBy(() -> client.files().retrieve("file-none"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("No such File object: file-none");
    }

    @Test
    void chatCompletionFitsTheSchemaThatWasAskedFor() throws IOException {
        ChatCompletion completion =
                client.chat()
                        .completions()
                        .create(
                                ChatCompletionCreateParams.builder()
                                        .model("gpt-6-luna")
                                        .addUserMessage("Is the crane operator from Bremen a lead?")
                                        .responseFormat(leadFormat())
                                        .build());

        JsonNode lead = TestingSimulator.JSON.readTree(content(completion));
        assertThat(lead.path("score").isInt()).isTrue();
        assertThat(lead.path("score").asInt()).isBetween(1, 10);
        assertThat(lead.path("verdict").asText()).isIn("yes", "no");
        assertThat(completion.usage().orElseThrow().promptTokens()).isPositive();
    }

    @Test
    void responsesGoOnFromEachOtherAndCanBeDeleted() {
        Response first =
                client.responses().create(ask("Which port does the ferry leave from?").build());
        Response second =
                client.responses().create(ask("And when?").previousResponseId(first.id()).build());

        assertThat(second.usage().orElseThrow().inputTokens())
                .isGreaterThan(first.usage().orElseThrow().inputTokens());
        assertThat(client.responses().retrieve(second.id()).previousResponseId())
                .contains(first.id());
        client.responses().delete(first.id());
        assertThatThrownBy(() -> client.responses().retrieve(first.id()))
                .isInstanceOf(NotFoundException.class);
    }

    private static String content(ChatCompletion completion) {
        return completion.choices().getFirst().message().content().orElseThrow();
    }

    private static ResponseCreateParams.Builder ask(String question) {
        return ResponseCreateParams.builder().model("gpt-6-luna").input(question);
    }

    private FileObject upload(String lines) {
        InputStream content = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
        return client.files()
                .create(
                        FileCreateParams.builder()
                                .purpose(FilePurpose.BATCH)
                                .file(
                                        MultipartField.<InputStream>builder()
                                                .value(content)
                                                .filename("in.jsonl")
                                                .build())
                                .build());
    }

    private Batch create(String fileId) {
        return client.batches()
                .create(
                        BatchCreateParams.builder()
                                .inputFileId(fileId)
                                .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                                .completionWindow(BatchCreateParams.CompletionWindow._24H)
                                .metadata(
                                        BatchCreateParams.Metadata.builder()
                                                .putAdditionalProperty(
                                                        "client_ref", JsonValue.from("job-7"))
                                                .build())
                                .build());
    }

    private static ResponseFormatJsonSchema leadFormat() {
        Map<String, Object> properties =
                Map.of(
                        "score", Map.of("type", "integer", "minimum", 1, "maximum", 10),
                        "verdict", Map.of("type", "string", "enum", List.of("yes", "no")));
        return ResponseFormatJsonSchema.builder()
                .jsonSchema(
                        ResponseFormatJsonSchema.JsonSchema.builder()
                                .name("lead")
                                .strict(true)
                                .schema(
                                        ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                                                .putAdditionalProperty(
                                                        "type", JsonValue.from("object"))
                                                .putAdditionalProperty(
                                                        "properties", JsonValue.from(properties))
                                                .putAdditionalProperty(
                                                        "required",
                                                        JsonValue.from(List.of("score", "verdict")))
                                                .putAdditionalProperty(
                                                        "additionalProperties",
                                                        JsonValue.from(false))
                                                .build())
                                .build())
                .build();
    }
}
