package dev.nightshift.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.local.function.Echo;
import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.time.ManualTimeline;
import dev.nightshift.time.ScaledTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

@Timeout(180)
class StateMachineTest {
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    @TempDir Path folder;

    @Test
    void anExecutionCallsItsFunctionAndSucceeds() {
        try (LocalStack stack = LocalStack.start(settings());
                SfnClient client = client(stack)) {
            DescribeExecutionResponse ended =
                    awaited(
                            client,
                            start(
                                    client,
                                    stack,
                                    "{\"rest\": 0, \"payload\": {\"store\": \"hello\"}}"));

            assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(ended.output()).isEqualTo("{\"store\":\"hello\"}");
            assertThat(stored(stack)).hasContent("hello");
        }
    }

    @Test
    void anExecutionGoesOnAfterAStopAndAStart() throws InterruptedException {
        ManualTimeline standing = new ManualTimeline(NOON);
        String execution;
        try (LocalStack stack = LocalStack.start(settings().by(standing));
                SfnClient client = client(stack)) {
            execution =
                    start(client, stack, "{\"rest\": 3600, \"payload\": {\"store\": \"later\"}}");
            assertThat(client.describeExecution(ask -> ask.executionArn(execution)).status())
                    .isEqualTo(ExecutionStatus.RUNNING);
            assertThat(stack.awaitIdle(Duration.ofSeconds(30))).as("it waits").isTrue();
        }

        ManualTimeline hourLater = new ManualTimeline(NOON.plus(Duration.ofHours(2)));
        try (LocalStack stack = LocalStack.start(settings().by(hourLater));
                SfnClient client = client(stack)) {
            hourLater.advance(Duration.ofSeconds(1));

            assertThat(awaited(client, execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(stored(stack)).hasContent("later");
        }
    }

    @Test
    void aFunctionCutOffByAStopIsCalledAgainAtTheNextStart() throws Exception {
        String execution;
        LocalStack first = LocalStack.start(settings());
        try (SfnClient client = client(first)) {
            execution =
                    start(
                            client,
                            first,
                            "{\"rest\": 0, \"payload\": {\"hangOnce\": true, \"store\": \"again\"}}");
            Echo.HANGING.acquire();
        }
        assertThat(timed(first::close)).isLessThan(Duration.ofSeconds(10));

        try (LocalStack second = LocalStack.start(settings());
                SfnClient client = client(second)) {
            assertThat(awaited(client, execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(stored(second)).hasContent("again");
        }
    }

    @Test
    void theMachineIsChangedAtTheNextStart() throws IOException {
        Path template = copiedTemplate();
        LocalStack.start(settings(template)).close();
        Path definition = template.resolveSibling("machine.asl.json");
        Files.writeString(
                definition, Files.readString(definition).replace("Payload.echo", "Payload.arn"));

        try (LocalStack stack = LocalStack.start(settings(template));
                SfnClient client = client(stack)) {
            DescribeExecutionResponse ended =
                    awaited(
                            client,
                            start(client, stack, "{\"rest\": 0, \"payload\": {\"store\": \"x\"}}"));

            assertThat(ended.output()).contains("function:nightshift-EchoFunction");
        }
    }

    @Test
    void aDefinitionThatIsNotUnderstoodIsRefusedInOneLine() throws IOException {
        Path template = copiedTemplate();
        Files.writeString(
                template.resolveSibling("machine.asl.json"),
                "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"Nowhere\", \"States\": {}}");

        assertThatThrownBy(() -> LocalStack.start(settings(template)))
                .isInstanceOf(LocalStackException.class)
                .hasMessageStartingWith("State machine nightshift: ")
                .message()
                .hasLineCount(1);
    }

    private Path copiedTemplate() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("deployment"));
        for (String file : new String[] {"template.yaml", "machine.asl.json"}) {
            Files.copy(LocalStackTest.TEMPLATE.resolveSibling(file), copy.resolve(file));
        }
        return copy.resolve("template.yaml");
    }

    private StackSettings settings() {
        return settings(LocalStackTest.TEMPLATE);
    }

    private StackSettings settings(Path template) {
        return StackSettings.of(template).in(folder.resolve("state")).by(ScaledTimeline.real());
    }

    private static Duration timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Path stored(LocalStack stack) {
        return folder.resolve("state/data/s3")
                .resolve(stack.description().bucket())
                .resolve("stored");
    }

    private static String start(SfnClient client, LocalStack stack, String input) {
        return client.startExecution(
                        to ->
                                to.stateMachineArn(stack.description().stateMachineArn())
                                        .input(input))
                .executionArn();
    }

    /** Asks now and then until the execution is over; the class's timeout bounds it. */
    private static DescribeExecutionResponse awaited(SfnClient client, String execution) {
        while (true) {
            DescribeExecutionResponse now =
                    client.describeExecution(ask -> ask.executionArn(execution));
            if (now.status() != ExecutionStatus.RUNNING) {
                return now;
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static SfnClient client(LocalStack stack) {
        return SfnClient.builder()
                .endpointOverride(stack.description().cloud())
                .region(Region.of(stack.description().region()))
                .credentialsProvider(LocalCredentials.provider())
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }
}
