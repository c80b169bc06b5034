package dev.nightshift.packaged;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.local.StackDescription;
import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.local.template.LambdaFunction;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Has every function of a stack do what it is for, to learn what it is asked. */
final class Errands {
    private static final String RECORD =
            "\"title\":\"Clerk\",\"description\":\"We retype orders from mails into two systems.\"";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PackagedStack stack;
    private final StackDescription there;

    Errands(PackagedStack stack) {
        this.stack = stack;
        there = stack.description();
    }

    /**
     * The last event of each function, by its logical id; that of poll is about a running batch.
     */
    Map<String, String> events() throws Exception {
        letOpenAiTell();
        String job = start(records(1, "batch"));
        await(job);
        await(start(records(1, "realtime")));
        fillTable();
        await(
                start(
                        "\"source\":{\"dynamodb\":{\"table\":\"people\",\"mark\":\"done\",\"fields\":[\"title\",\"description\"]}}"));
        try (S3Client s3 = at(S3Client.builder().forcePathStyle(true), there.s3())) {
            s3.putObject(
                    put -> put.bucket(there.bucket()).key("uploads/qualify/rows.csv"),
                    RequestBody.fromString("id,title,description\n1,Clerk,We retype orders\n"));
        }
        String conversation =
                id(stack.post("/conversations", "{\"record\":{%s}}".formatted(RECORD)).body());
        stack.post(
                "/conversations/" + conversation + "/turns",
                "{\"kind\":\"question\",\"parameters\":{\"question\":\"Who should be called?\"}}");
        stack.get("/conversations/" + conversation);
        stack.function("ReconcileFunction").take("{\"source\":\"aws.scheduler\"}");
        String running = start(records(1000, "batch"));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> stack.function("PollFunction").lastEvent().contains(running));
        stack.get("/jobs/" + job);
        Map<String, String> events = new HashMap<>();
        for (LambdaFunction function : stack.declared()) {
            String event = stack.function(function.logicalId()).lastEvent();
            if (!event.isEmpty()) {
                events.put(function.logicalId(), event);
            }
        }
        return events;
    }

    /** Has the simulator tell the stack of each batch's end, signed. */
    private void letOpenAiTell() throws IOException, InterruptedException {
        String body =
                """
                {"name": "nightshift", "url": "%s", "event_types": ["batch.completed"]}
                """
                        .formatted(there.api().resolve("/webhooks/openai"));
        String secret =
                JSON.readTree(
                                PackagedStack.post(
                                                URI.create(there.openAi() + "/webhook_endpoints"),
                                                body)
                                        .body())
                        .path("signing_secret")
                        .asText();
        try (SecretsManagerClient secrets = at(SecretsManagerClient.builder(), there.cloud())) {
            secrets.putSecretValue(set -> set.secretId("nightshift-webhook").secretString(secret));
        }
    }

    private void fillTable() {
        try (DynamoDbClient tables = at(DynamoDbClient.builder(), there.dynamoDb())) {
            tables.createTable(
                    create ->
                            create.tableName("people")
                                    .billingMode(BillingMode.PAY_PER_REQUEST)
                                    .attributeDefinitions(
                                            key ->
                                                    key.attributeName("id")
                                                            .attributeType(ScalarAttributeType.S))
                                    .keySchema(
                                            key -> key.attributeName("id").keyType(KeyType.HASH)));
            tables.putItem(
                    put ->
                            put.tableName("people")
                                    .item(
                                            Map.of(
                                                    "id", AttributeValue.fromS("1"),
                                                    "title", AttributeValue.fromS("Clerk"),
                                                    "description",
                                                            AttributeValue.fromS("We retype"))));
        }
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C at(
            B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(there.region()))
                .credentialsProvider(LocalCredentials.provider())
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    private static String records(int count, String lane) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\":\"%s-%d\",%s}".formatted(lane, i, RECORD))
                // Equal ones would be one request.
                .map(one -> one.replace("Clerk", "Clerk " + one.hashCode()))
                .collect(
                        Collectors.joining(
                                ",",
                                "\"options\":{\"lane\":\"%s\",\"fresh\":true},\"records\":["
                                        .formatted(lane),
                                "]"));
    }

    private String start(String work) throws IOException, InterruptedException {
        return id(stack.post("/jobs", "{\"task\":\"qualify\",%s}".formatted(work)).body());
    }

    private void await(String job) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () ->
                                JSON.readTree(stack.get("/jobs/" + job).body())
                                        .path("status")
                                        .asText(),
                        "completed"::equals);
    }

    private static String id(String answer) throws IOException {
        JsonNode id = JSON.readTree(answer).path("id");
        if (!id.isTextual()) {
            throw new IllegalStateException(answer);
        }
        return id.asText();
    }
}
