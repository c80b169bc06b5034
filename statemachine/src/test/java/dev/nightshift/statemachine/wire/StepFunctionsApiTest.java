package dev.nightshift.statemachine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.statemachine.Engine;
import dev.nightshift.statemachine.lambda.LambdaResult;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;

/** AWS's own client takes the engine for the real thing. */
class StepFunctionsApiTest {
    private static final String ASKING =
            """
            {"QueryLanguage":"JSONata","StartAt":"T","States":{
              "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken",
                "TimeoutSeconds":60,
                "Arguments":{"FunctionName":"ask","Payload":"{% $states.context.Task.Token %}"},"Next":"M"},
              "M":{"Type":"Map","End":true,"ItemProcessor":{
                "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
                "StartAt":"I","States":{"I":{"Type":"Pass","Assign":{"x":1},"End":true}}}}}}
            """;
    private static final String ROLE = "arn:aws:iam::000000000000:role/test";

    @TempDir Path directory;
    private final LinkedBlockingQueue<String> tokens = new LinkedBlockingQueue<>();
    private final ManualTimeline time = new ManualTimeline(Instant.parse("2026-11-21T00:00:00.5Z"));
    private Engine engine;
    private WireServer server;
    private SfnClient client;

    @BeforeEach
    void open() throws IOException {
        engine =
                Engine.open(
                        directory.resolve("engine.mv"),
                        time,
                        (function, payload) -> {
                            String json = new String(payload, StandardCharsets.UTF_8);
                            tokens.add(json.substring(1, json.length() - 1));
                            return new LambdaResult.Success(new byte[0]);
                        });
        server = new WireServer(new StepFunctionsApi(engine));
        client =
                SfnClient.builder()
                        .endpointOverride(server.uri())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("test", "test")))
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        engine.close();
    }

    private String machine() {
        return client.createStateMachine(r -> r.name("night").definition(ASKING).roleArn(ROLE))
                .stateMachineArn();
    }

    private String token() throws InterruptedException {
        String token = tokens.poll(20, TimeUnit.SECONDS);
        assertThat(token).isNotNull();
        return String.valueOf(token);
    }

    @Test
    void executionIsStartedAnsweredAndDescribed() throws InterruptedException {
        String machine = machine();
        String execution =
                client.startExecution(r -> r.stateMachineArn(machine).name("e").input("{}"))
                        .executionArn();
        assertThat(execution).isEqualTo("arn:aws:states:us-east-1:000000000000:execution:night:e");

        String token = token();
        client.sendTaskSuccess(r -> r.taskToken(token).output("[1]"));
        assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();

        DescribeExecutionResponse ended = client.describeExecution(r -> r.executionArn(execution));
        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(ended.output()).isEqualTo("[1]");
        assertThat(ended.startDate()).isEqualTo(time.instant());
        assertThat(client.listExecutions(r -> r.stateMachineArn(machine)).executions())
                .extracting(ExecutionListItem::executionArn)
                .containsExactly(execution);
        assertThat(
                        client.describeStateMachineForExecution(r -> r.executionArn(execution))
                                .definition())
                .isEqualTo(ASKING);
    }

    @Test
    void historyHasTheTypesAndDetailsThatTheClientKnows() throws InterruptedException {
        String machine = machine();
        String execution = client.startExecution(r -> r.stateMachineArn(machine)).executionArn();
        String token = token();
        // The function has returned, too: answered before that, a task is never seen as submitted.
        assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();
        client.sendTaskSuccess(r -> r.taskToken(token).output("[1]"));
        assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();

        var events =
                client
                        .getExecutionHistoryPaginator(r -> r.executionArn(execution).maxResults(5))
                        .events()
                        .stream()
                        .toList();

        assertThat(events)
                .extracting(HistoryEvent::type)
                .doesNotContain(HistoryEventType.UNKNOWN_TO_SDK_VERSION)
                .contains(HistoryEventType.TASK_SUBMITTED, HistoryEventType.MAP_RUN_SUCCEEDED);
        assertThat(events.get(1).stateEnteredEventDetails().name()).isEqualTo("T");
        assertThat(events.get(2).taskScheduledEventDetails().timeoutInSeconds()).isEqualTo(60);
        assertThat(events.get(2).taskScheduledEventDetails().resource())
                .isEqualTo("invoke.waitForTaskToken");
        String run =
                events.stream()
                        .filter(event -> event.type() == HistoryEventType.MAP_RUN_STARTED)
                        .map(event -> event.mapRunStartedEventDetails().mapRunArn())
                        .findFirst()
                        .orElseThrow();
        var child = client.listExecutions(r -> r.mapRunArn(run)).executions().getFirst();
        assertThat(child.mapRunArn()).isEqualTo(run);
        assertThat(
                        client.getExecutionHistory(r -> r.executionArn(child.executionArn()))
                                .events()
                                .get(2)
                                .stateExitedEventDetails()
                                .assignedVariables())
                .containsEntry("x", "1");
    }

    @Test
    void machineIsUpdatedListedAndDeleted() {
        String machine = machine();
        assertThat(machine()).isEqualTo(machine);
        String changed = ASKING.replace("60", "61");

        client.updateStateMachine(r -> r.stateMachineArn(machine).definition(changed));

        assertThat(client.describeStateMachine(r -> r.stateMachineArn(machine)).definition())
                .isEqualTo(changed);
        assertThat(client.listStateMachines().stateMachines())
                .extracting(StateMachineListItem::name)
                .containsExactly("night");
        client.deleteStateMachine(r -> r.stateMachineArn(machine));
        assertThat(client.listStateMachines().stateMachines()).isEmpty();
    }

    @Test
    void refusalsAreTheClientsOwnExceptions() throws InterruptedException {
        String machine = machine();
        refused(
                InvalidDefinitionException.class,
                () -> client.createStateMachine(r -> r.name("x").definition("{}").roleArn(ROLE)));
        refused(
                StateMachineDoesNotExistException.class,
                () -> client.startExecution(r -> r.stateMachineArn(machine + "x")));
        refused(
                InvalidExecutionInputException.class,
                () -> client.startExecution(r -> r.stateMachineArn(machine).input("{")));
        client.startExecution(r -> r.stateMachineArn(machine).name("e").input("1"));
        refused(
                ExecutionAlreadyExistsException.class,
                () -> client.startExecution(r -> r.stateMachineArn(machine).name("e").input("2")));
        refused(
                ExecutionDoesNotExistException.class,
                () -> client.describeExecution(r -> r.executionArn(execution(machine, "x"))));
        refused(
                InvalidTokenException.class,
                () -> client.sendTaskHeartbeat(r -> r.taskToken("nonsense")));
        String token = token();
        client.sendTaskFailure(r -> r.taskToken(token).error("E").cause("c"));
        refused(
                TaskTimedOutException.class,
                () -> client.sendTaskSuccess(r -> r.taskToken(token).output("1")));
    }

    private static String execution(String machine, String name) {
        return machine.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    private static void refused(Class<? extends SfnException> type, Runnable request) {
        assertThatExceptionOfType(type).isThrownBy(request::run);
    }

    @Test
    void validationNamesEveryProblem() {
        var answer = client.validateStateMachineDefinition(r -> r.definition("{}"));

        assertThat(answer.result()).isEqualTo(ValidateStateMachineDefinitionResultCode.FAIL);
        assertThat(answer.diagnostics()).hasSizeGreaterThan(2);
        assertThat(client.validateStateMachineDefinition(r -> r.definition(ASKING)).diagnostics())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    AWSStepFunctions.StartExecution      | {}                          | ValidationException
                    AWSStepFunctions.StartExecution      | {"stateMachineArn":1}       | SerializationException
                    AWSStepFunctions.StartExecution      | {"stateMachineArn":"x"}     | InvalidArn
                    AWSStepFunctions.StartExecution      | [                           | SerializationException
                    AWSStepFunctions.StartExecution      | []                          | SerializationException
                    AWSStepFunctions.ListExecutions      | {}                          | ValidationException
                    AWSStepFunctions.GetExecutionHistory | {"executionArn":"arn:aws:states:us-east-1:000000000000:execution:m:e","maxResults":1001} | ValidationException
                    AWSStepFunctions.CreateStateMachine  | {"type":"EXPRESS"}          | ValidationException
                    AWSStepFunctions.SendTaskSuccess     | {"taskToken":"x"}           | ValidationException
                    AWSStepFunctions.SendTaskSuccess     | {"taskToken":"x","output":"{"} | InvalidOutput
                    AWSStepFunctions.Nonsense            | {}                          | UnknownOperationException
                    Other.StartExecution                 | {}                          | UnknownOperationException
                    """)
    void badRequestIsRefusedByName(String target, String body, String type) {
        Reply reply =
                new StepFunctionsApi(engine).handle(target, body.getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("__type").asText()).isEqualTo(type);
    }
}
