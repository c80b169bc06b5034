package dev.nightshift.statemachine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.statemachine.Engine;
import dev.nightshift.statemachine.json.Json;
import dev.nightshift.statemachine.lambda.LambdaResult;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveFilter;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.IncludedData;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDeletingException;
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
    private final HttpClient http = HttpClient.newHttpClient();
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
        http.close();
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

    @Test
    void machineIsDescribedWithEveryField() {
        String machine = machine();

        var whole = client.describeStateMachine(r -> r.stateMachineArn(machine));
        assertThat(whole.name()).isEqualTo("night");
        assertThat(whole.statusAsString()).isEqualTo("ACTIVE");
        assertThat(whole.typeAsString()).isEqualTo("STANDARD");
        assertThat(whole.roleArn()).isEqualTo(ROLE);
        assertThat(whole.creationDate()).isEqualTo(time.instant());
        assertThat(whole.loggingConfiguration().levelAsString()).isEqualTo("OFF");
        assertThat(whole.tracingConfiguration().enabled()).isFalse();
        assertThat(whole.encryptionConfiguration().typeAsString()).isEqualTo("AWS_OWNED_KEY");
        assertThat(
                        client.updateStateMachine(
                                        r -> r.stateMachineArn(machine).roleArn(ROLE + "2"))
                                .revisionId())
                .isNotEqualTo(whole.revisionId());
        var changed =
                client.describeStateMachine(
                        r -> r.stateMachineArn(machine).includedData(IncludedData.METADATA_ONLY));
        assertThat(changed.definition()).isEqualTo("{}");
        assertThat(changed.roleArn()).isEqualTo(ROLE + "2");
        assertThat(client.listTagsForResource(r -> r.resourceArn(machine)).tags()).isEmpty();
    }

    @Test
    void machinesComeInPages() {
        machine();
        client.createStateMachine(r -> r.name("dusk").definition(ASKING).roleArn(ROLE));
        client.createStateMachine(r -> r.name("noon").definition(ASKING).roleArn(ROLE));

        assertThat(client.listStateMachinesPaginator(r -> r.maxResults(1)).stateMachines())
                .extracting(StateMachineListItem::name)
                .containsExactly("dusk", "night", "noon");
    }

    @Test
    void machineThatIsDeletedWhileAnExecutionRunsIsDeleting() throws InterruptedException {
        String machine = machine();
        String execution = client.startExecution(r -> r.stateMachineArn(machine)).executionArn();
        String token = token();

        client.deleteStateMachine(r -> r.stateMachineArn(machine));

        assertThat(client.describeStateMachine(r -> r.stateMachineArn(machine)).statusAsString())
                .isEqualTo("DELETING");
        refused(
                StateMachineDeletingException.class,
                () -> client.startExecution(r -> r.stateMachineArn(machine)));
        client.sendTaskSuccess(r -> r.taskToken(token).output("[]"));
        assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(client.describeExecution(r -> r.executionArn(execution)).status())
                .isEqualTo(ExecutionStatus.ABORTED);
        refused(
                StateMachineDoesNotExistException.class,
                () -> client.describeStateMachine(r -> r.stateMachineArn(machine)));
    }

    @Test
    void executionThatIsStoppedSaysWhy() throws InterruptedException {
        String machine = machine();
        String arn =
                client.startExecution(r -> r.stateMachineArn(machine).input("[7]")).executionArn();
        String token = token();
        client.sendTaskHeartbeat(r -> r.taskToken(token));

        var stop = client.stopExecution(r -> r.executionArn(arn).error("E").cause("c"));

        assertThat(stop.stopDate()).isEqualTo(time.instant());
        var whole = client.describeExecution(r -> r.executionArn(arn));
        assertThat(whole.error()).isEqualTo("E");
        assertThat(whole.cause()).isEqualTo("c");
        assertThat(whole.stopDate()).isEqualTo(time.instant());
        assertThat(whole.input()).isEqualTo("[7]");
        assertThat(whole.inputDetails().included()).isTrue();
        assertThat(whole.output()).isNull();
        assertThat(whole.redriveCount()).isZero();
        assertThat(whole.redriveStatusAsString()).isEqualTo("NOT_REDRIVABLE");
        assertThat(
                        client.describeExecution(
                                        r ->
                                                r.executionArn(arn)
                                                        .includedData(IncludedData.METADATA_ONLY))
                                .input())
                .isNull();
        var last =
                client.getExecutionHistory(
                                r -> r.executionArn(arn).reverseOrder(true).maxResults(1))
                        .events()
                        .getFirst();
        assertThat(last.executionAbortedEventDetails().error()).isEqualTo("E");
        assertThat(
                        client.getExecutionHistory(
                                        r -> r.executionArn(arn).includeExecutionData(false))
                                .events()
                                .getFirst()
                                .executionStartedEventDetails()
                                .input())
                .isNull();
    }

    @Test
    void executionsAreListedByStatus() throws InterruptedException {
        String machine = machine();
        String stopped = client.startExecution(r -> r.stateMachineArn(machine)).executionArn();
        String running = client.startExecution(r -> r.stateMachineArn(machine)).executionArn();
        client.stopExecution(r -> r.executionArn(stopped));

        assertThat(listed(machine, r -> r.statusFilter(ExecutionStatus.ABORTED)))
                .containsExactly(stopped);
        assertThat(listed(machine, r -> r.redriveFilter(ExecutionRedriveFilter.NOT_REDRIVEN)))
                .containsExactly(running, stopped);
        assertThat(listed(machine, r -> r.redriveFilter(ExecutionRedriveFilter.REDRIVEN)))
                .isEmpty();
    }

    private List<String> listed(String machine, Consumer<ListExecutionsRequest.Builder> filter) {
        return client
                .listExecutions(r -> r.stateMachineArn(machine).applyMutation(filter))
                .executions()
                .stream()
                .map(ExecutionListItem::executionArn)
                .toList();
    }

    @Test
    void diagnosticsAreCutWhereTheCallerWants() {
        var answer = client.validateStateMachineDefinition(r -> r.definition("{}").maxResults(1));

        assertThat(answer.diagnostics()).hasSize(1);
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.diagnostics().getFirst().severityAsString()).isEqualTo("ERROR");
        assertThat(answer.diagnostics().getFirst().location()).isEqualTo("/QueryLanguage");
        assertThat(client.validateStateMachineDefinition(r -> r.definition("{}")).truncated())
                .isFalse();
    }

    /** {@code M} is a machine, {@code E} an execution, {@code <9>} a text of nine characters. */
    @ParameterizedTest
    @CsvFileSource(resources = "/refused-requests.txt", delimiter = '|', quoteCharacter = '~')
    void badRequestIsRefusedByName(String action, String body, String type) throws Exception {
        String machine = machine();
        String text =
                Pattern.compile("<(\\d+)>")
                        .matcher(body)
                        .replaceAll(match -> "x".repeat(Integer.parseInt(match.group(1))))
                        .replace("'E'", "'" + execution(machine, "e") + "'")
                        .replace("'M'", "'" + machine + "'")
                        .replace("'M/", "'" + machine + "/")
                        .replace("'Mx'", "'" + machine + "x'")
                        .replace('\'', '"');

        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(server.uri())
                                .header("X-Amz-Target", action)
                                .POST(HttpRequest.BodyPublishers.ofString(text))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.parse(answer.body()).path("__type").asText()).isEqualTo(type);
        assertThat(Json.parse(answer.body()).path("message").asText()).isNotBlank();
    }

    @Test
    void requestWithoutTargetIsForNoOperation() throws Exception {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(server.uri()).build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("UnknownOperationException");
    }
}
