package dev.nightshift.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nightshift.local.function.Binding;
import dev.nightshift.local.function.ForeignProgram;
import dev.nightshift.local.server.LocalCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Machines made over the API that call functions which are not ours. */
@Timeout(180)
class ForeignFunctionTest {
    private static final String BY_NAME =
            """
            {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {"Ask": {
              "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": "{% $states.input.seconds %}",
              "Arguments": {"FunctionName": "{% $states.input.function %}", "Payload": {"n": 1}},
              "Output": "{% $states.result.Payload %}",
              "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Failed",
                         "Output": "{% $states.errorOutput.Error %}"}],
              "End": true}, "Failed": {"Type": "Pass", "End": true}}}
            """;

    @TempDir static Path folder;

    private static ForeignProgram program;
    private static LocalStack stack;
    private static SfnClient client;
    private static String machine;

    @BeforeAll
    static void start() throws IOException {
        program = new ForeignProgram();
        stack =
                LocalStack.start(
                        StackSettings.of(LocalStackTest.TEMPLATE)
                                .in(folder)
                                .with(
                                        List.of(
                                                new Binding("theirs", program.at("/echo")),
                                                new Binding("slow", program.at("/hang")),
                                                new Binding("busy", program.at("/status/429")),
                                                new Binding("broken", program.at("/rubbish")),
                                                new Binding("wordy", program.at("/large")))));
        client =
                SfnClient.builder()
                        .endpointOverride(stack.description().cloud())
                        .region(Region.of(stack.description().region()))
                        .credentialsProvider(LocalCredentials.provider())
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
        machine = made("by-name", BY_NAME);
    }

    @AfterAll
    static void stop() {
        client.close();
        stack.close();
        program.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"theirs", "arn:aws:lambda:eu-central-1:123456789012:function:theirs:prod"})
    void aMachineCallsThemByNameAndByArn(String function) {
        assertThat(asked(function, 60)).isEqualTo("{\"n\":1}");
    }

    @Test
    void anArnMayBeTheTasksResource() {
        String direct =
                made(
                        "direct",
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {"Ask": {
                          "Type": "Task", "End": true,
                          "Resource": "arn:aws:lambda:us-east-1:123456789012:function:theirs"}}}
                        """);

        assertThat(ran(direct, "{\"direct\":true}").output()).isEqualTo("{\"direct\":true}");
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, 60, Lambda.ResourceNotFoundException",
        "busy, 60, Lambda.TooManyRequestsException",
        "broken, 60, Lambda.Unknown",
        "wordy, 60, Function.ResponseSizeTooLarge",
        "slow, 1, States.Timeout"
    })
    void whatGoesWrongHasTheNameThatItHasOnAws(String function, int seconds, String error) {
        assertThat(asked(function, seconds)).isEqualTo("\"" + error + "\"");
    }

    private static String made(String name, String definition) {
        return client.createStateMachine(
                        one ->
                                one.name(name)
                                        .definition(definition)
                                        .roleArn("arn:aws:iam::000000000000:role/any"))
                .stateMachineArn();
    }

    /** What the machine says that asks the function and has so much patience. */
    private static String asked(String function, int seconds) {
        return ran(machine, "{\"function\": \"%s\", \"seconds\": %d}".formatted(function, seconds))
                .output();
    }

    private static DescribeExecutionResponse ran(String arn, String input) {
        String execution =
                client.startExecution(one -> one.stateMachineArn(arn).input(input)).executionArn();
        return await().atMost(Duration.ofSeconds(90))
                .until(
                        () -> client.describeExecution(ask -> ask.executionArn(execution)),
                        now -> now.status() != ExecutionStatus.RUNNING);
    }
}
