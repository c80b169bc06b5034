package dev.nightshift.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.local.server.LocalCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** One stack for all: what is in it, and how it is talked to. */
class LocalStackTest {
    static final Path TEMPLATE = Path.of("src/test/resources/stack/template.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;

    private static LocalStack stack;
    private static StackDescription found;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        stack =
                LocalStack.start(
                        StackSettings.of(TEMPLATE)
                                .in(folder)
                                .with(Map.of("Greeting", "good evening")));
        found = stack.description();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void theTableIsThereWithItsIndexAndItsTimeToLive() {
        try (DynamoDbClient dynamoDb = dynamoDb(found)) {
            TableDescription table =
                    dynamoDb.describeTable(ask -> ask.tableName(found.table())).table();

            assertThat(table.keySchema()).hasSize(2);
            assertThat(table.globalSecondaryIndexes())
                    .singleElement()
                    .satisfies(index -> assertThat(index.indexName()).isEqualTo("by-list"));
            assertThat(
                            dynamoDb.describeTimeToLive(ask -> ask.tableName(found.table()))
                                    .timeToLiveDescription()
                                    .timeToLiveStatus())
                    .isEqualTo(TimeToLiveStatus.ENABLED);
        }
    }

    @Test
    void aFunctionIsInvokedOverHttpAndSeesTheTemplatesParameters() throws Exception {
        HttpResponse<String> answer =
                invoke("EchoFunction", "{\"property\": \"nightshift.greeting\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Amz-Function-Error")).isEmpty();
        assertThat(JSON.readTree(answer.body()).get("value").asText()).isEqualTo("good evening");
    }

    @Test
    void aFunctionIsGivenTheOpenAiOfTheStack() throws Exception {
        JsonNode answer =
                JSON.readTree(
                        invoke("EchoFunction", "{\"property\": \"nightshift.openai.base-url\"}")
                                .body());

        assertThat(answer.get("value").asText()).isEqualTo(found.openAi().toString());
        assertThat(found.openAiSimulated()).isTrue();
    }

    @Test
    void theSimulatorAnswersAtTheStacksAddress() throws Exception {
        HttpResponse<String> models =
                send(
                        HttpRequest.newBuilder(URI.create(found.openAi() + "/models"))
                                .header("Authorization", "Bearer sk-any"));

        assertThat(models.statusCode()).isEqualTo(200);
    }

    @Test
    void aFunctionsClientReachesTheStacksBucket() throws Exception {
        HttpResponse<String> answer = invoke("EchoFunction", "{\"store\": \"kept\"}");

        assertThat(answer.body()).contains("\"echo\"");
        assertThat(folder.resolve("data/s3").resolve(found.bucket()).resolve("stored"))
                .hasContent("kept");
    }

    @Test
    void aFunctionsErrorIsMarkedAndNotAnErrorOfHttp() throws Exception {
        HttpResponse<String> answer = invoke("EchoFunction", "{\"fail\": \"on purpose\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
        assertThat(answer.body()).contains("EchoException");
    }

    @Test
    void anEventIsTakenAndAnUnknownFunctionIsNot() throws Exception {
        assertThat(send(invocation("EchoFunction", "{}").header("X-Amz-Invocation-Type", "Event")))
                .returns(202, HttpResponse::statusCode);
        assertThat(invoke("Nobody", "{}"))
                .returns(404, HttpResponse::statusCode)
                .extracting(answer -> answer.headers().firstValue("X-Amzn-ErrorType").orElse(""))
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void aPayloadBeyondLambdasLimitIsRefused() throws Exception {
        HttpResponse<String> answer = invoke("EchoFunction", "\"" + "x".repeat(7_000_000) + "\"");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("X-Amzn-ErrorType"))
                .contains("RequestTooLargeException");
    }

    @Test
    void theApiDescribesTheStackAndHasNoOtherRoute() throws Exception {
        HttpResponse<String> root = send(HttpRequest.newBuilder(found.api()));
        HttpResponse<String> other = send(HttpRequest.newBuilder(found.api().resolve("/jobs")));

        assertThat(StackDescription.fromJson(root.body())).isEqualTo(found);
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JSON.readTree(other.body()).get("status").asInt()).isEqualTo(404);
    }

    @Test
    void aPageOfAnotherOriginIsRefusedOnBothPorts() throws Exception {
        for (URI port : new URI[] {found.api(), found.cloud()}) {
            assertThat(send(HttpRequest.newBuilder(port).header("Origin", "https://evil.example")))
                    .returns(403, HttpResponse::statusCode);
            assertThat(Raw.get(port, "evil.example:" + port.getPort())).contains(" 403 ");
            assertThat(Raw.get(port, "localhost:" + port.getPort())).doesNotContain(" 403 ");
        }
    }

    @Test
    void itIsFoundFromItsFolder() {
        assertThat(RunningStack.find(folder)).contains(found);
    }

    private HttpResponse<String> invoke(String function, String json)
            throws IOException, InterruptedException {
        return send(invocation(function, json));
    }

    private static HttpRequest.Builder invocation(String function, String json) {
        return HttpRequest.newBuilder(
                        found.cloud()
                                .resolve(
                                        "/2015-03-31/functions/%s/invocations".formatted(function)))
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    static DynamoDbClient dynamoDb(StackDescription stack) {
        return DynamoDbClient.builder()
                .endpointOverride(stack.dynamoDb())
                .region(Region.of(stack.region()))
                .credentialsProvider(LocalCredentials.provider())
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }
}
