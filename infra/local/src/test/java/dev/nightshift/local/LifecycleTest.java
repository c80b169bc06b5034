package dev.nightshift.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.local.server.Loopback;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

class LifecycleTest {
    @TempDir Path folder;

    @Test
    void whatWasStoredIsThereAtTheNextStart() {
        Map<String, AttributeValue> key =
                Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("b"));
        try (LocalStack stack = LocalStack.start(settings());
                S3Client s3 = s3(stack.description());
                DynamoDbClient dynamoDb = LocalStackTest.dynamoDb(stack.description())) {
            String bucket = stack.description().bucket();
            s3.putObject(
                    to -> to.bucket(bucket).key("jobs/1/input.csv"), RequestBody.fromString("x"));
            dynamoDb.putItem(to -> to.tableName(stack.description().table()).item(key));
        }
        assertThat(RunningStack.find(folder)).isEmpty();

        try (LocalStack stack = LocalStack.start(settings());
                S3Client s3 = s3(stack.description());
                DynamoDbClient dynamoDb = LocalStackTest.dynamoDb(stack.description())) {
            assertThat(
                            s3.getObjectAsBytes(
                                            from ->
                                                    from.bucket(stack.description().bucket())
                                                            .key("jobs/1/input.csv"))
                                    .asUtf8String())
                    .isEqualTo("x");
            assertThat(
                            dynamoDb.getItem(
                                            from ->
                                                    from.tableName(stack.description().table())
                                                            .key(key))
                                    .item())
                    .isEqualTo(key);
        }
    }

    @Test
    void aSecondStartInTheSameFolderIsRefused() {
        try (LocalStack stack = LocalStack.start(settings())) {
            assertThatThrownBy(() -> LocalStack.start(settings()))
                    .isInstanceOf(StackInUseException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .message()
                    .hasLineCount(1);
            assertThat(RunningStack.find(folder)).contains(stack.description());
        }
        assertThat(folder.resolve("log/nightshift.log")).exists();
    }

    @Test
    void aTakenPortIsNamedWithItsPurposeAndNothingIsLeftRunning() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            int base = TestingPorts.freeBase();
            int s3 = base + 1;
            taken.bind(Loopback.address(s3));

            assertThatThrownBy(() -> LocalStack.start(settings().at(base)))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContaining("Port %d, meant for S3, is taken".formatted(s3));
        }
        assertThat(RunningStack.find(folder)).isEmpty();
        LocalStack.start(settings()).close();
    }

    @Test
    void fixedPortsFollowEachOther() throws IOException {
        int base = TestingPorts.freeBase();
        try (LocalStack stack = LocalStack.start(settings().at(base))) {
            assertThat(stack.description().api()).isEqualTo(Loopback.uri(base));
            assertThat(stack.description().s3()).isEqualTo(Loopback.uri(base + 1));
            assertThat(stack.description().dynamoDb()).isEqualTo(Loopback.uri(base + 2));
            assertThat(stack.description().cloud()).isEqualTo(Loopback.uri(base + 3));
            assertThat(stack.description().openAi())
                    .isEqualTo(Loopback.uri(base + 4).resolve("/v1"));
        }
    }

    @Test
    void aDescriptionLeftByADeadProcessIsNoStack() throws IOException {
        StackDescription dead;
        try (LocalStack stack = LocalStack.start(settings())) {
            dead = stack.description();
        }
        RunningStack.announce(folder, dead);

        assertThat(RunningStack.find(folder)).isEmpty();
    }

    @Test
    void aFolderThatIsAFileIsRefusedInOneLine() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> LocalStack.start(settings().in(file)))
                .isInstanceOf(LocalStackException.class)
                .hasMessage(file + " is not a folder");
    }

    @Test
    void aTemplateThatIsRefusedIsTheStacksFailure() {
        assertThatThrownBy(() -> LocalStack.start(settings().with(Map.of("Colour", "red"))))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("Colour is not declared");
    }

    @Test
    void theDeployedTemplateStarts() {
        try (LocalStack stack =
                LocalStack.start(StackSettings.of(Path.of("../template.yaml")).in(folder))) {
            assertThat(stack.description().bucket()).isEqualTo("nightshift-000000000000-us-east-1");
        }
    }

    @Test
    void theKeyOfOpenAiIsNotShown() {
        assertThat(new OpenAi.Live(URI.create("https://api.example/v1"), "sk-secret"))
                .asString()
                .doesNotContain("secret");
    }

    private StackSettings settings() {
        return StackSettings.of(LocalStackTest.TEMPLATE).in(folder);
    }

    private static S3Client s3(StackDescription stack) {
        return S3Client.builder()
                .endpointOverride(stack.s3())
                .region(Region.of(stack.region()))
                .credentialsProvider(LocalCredentials.provider())
                .forcePathStyle(true)
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }
}
