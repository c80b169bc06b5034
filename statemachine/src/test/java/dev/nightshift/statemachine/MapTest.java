package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.statemachine.execution.Execution;
import dev.nightshift.statemachine.execution.ExecutionFilter;
import dev.nightshift.statemachine.execution.ExecutionStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Map, inline and distributed. */
class MapTest {
    @TempDir Path directory;
    private Lab lab;

    @BeforeEach
    void open() {
        lab = new Lab(directory);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static String map(String mode, String fields, String states) {
        String config =
                mode.equals("INLINE")
                        ? "'ProcessorConfig':{'Mode':'INLINE'}"
                        : "'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'}";
        return "{'StartAt':'A','States':{'A':{'Type':'Pass','Assign':{'outer':1},'Next':'M'},'M':{'Type':'Map',"
                + fields
                + "'End':true,'ItemProcessor':{"
                + config
                + ","
                + states
                + "}}}}";
    }

    private static final String ECHO = "'StartAt':'E','States':{'E':{'Type':'Pass','End':true}}";
    private static final String WAIT =
            "'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':'{% $states.input %}','End':true}}";
    private static final String FAIL_ODD =
            "'StartAt':'O','States':{'O':{'Type':'Choice','Choices':[{'Condition':'{% $states.input % 2 = 1 %}','Next':'F'}],"
                    + "'Default':'S'},'F':{'Type':'Fail','Error':'Odd'},'S':{'Type':'Succeed'}}";

    @ParameterizedTest
    @ValueSource(strings = {"INLINE", "DISTRIBUTED"})
    void resultsAreInTheOrderOfTheItems(String mode) {
        Execution execution = lab.start(map(mode, "", WAIT), "[30,10,20]");
        lab.pass(Duration.ofSeconds(30));

        assertThat(lab.output(execution)).isEqualTo("[30,10,20]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INLINE", "DISTRIBUTED"})
    void emptyArrayGivesAnEmptyArray(String mode) {
        assertThat(lab.output(map(mode, "", ECHO), "[]")).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "{'a':1}", "'x'", "null"})
    void itemsMustBeAnArray(String items) {
        Execution execution = lab.run(map("INLINE", "", ECHO), items);

        assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
        assertThat(execution.cause()).contains("Map state input must be an array but was: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INLINE", "DISTRIBUTED"})
    void selectorSeesTheItemItsIndexAndTheMapsVariables(String mode) {
        String fields =
                "'Items':'{% $states.input.xs %}','ItemSelector':{'i':'{% $states.context.Map.Item.Index %}',"
                        + "'v':'{% $states.context.Map.Item.Value %}','o':'{% $outer %}','all':'{% $count($states.input.xs) %}'},";

        assertThat(lab.output(map(mode, fields, ECHO), "{'xs':['a','b']}"))
                .isEqualTo("[{'i':0,'v':'a','o':1,'all':2},{'i':1,'v':'b','o':1,'all':2}]");
    }

    @Test
    void inlineItemReadsOuterVariablesAndItsPlaceInTheContext() {
        String states =
                "'StartAt':'E','States':{'E':{'Type':'Pass','Output':'{% [$outer, $states.context.Map.Item.Index] %}','End':true}}";

        assertThat(lab.output(map("INLINE", "", states), "['a','b']")).isEqualTo("[[1,0],[1,1]]");
    }

    @Test
    void distributedItemSeesNoVariableOfItsParent() {
        String states =
                "'StartAt':'E','States':{'E':{'Type':'Pass','Output':'{% $exists($outer) %}','End':true}}";

        assertThat(lab.output(map("DISTRIBUTED", "", states), "[0]")).isEqualTo("[false]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INLINE", "DISTRIBUTED"})
    void noMoreThanTheAllowedNumberRunAtOnce(String mode) {
        Execution execution =
                lab.start(map(mode, "'MaxConcurrency':'{% 1 + 1 %}',", WAIT), "[10,10,10,10,10]");

        lab.pass(Duration.ofSeconds(29));
        assertThat(lab.now(execution).running()).isTrue();
        lab.pass(Duration.ofSeconds(1));
        assertThat(lab.now(execution).running()).isFalse();
    }

    @Test
    void placeOfAnItemIsSeenInsideOnly() {
        String fields = "'Output':'{% $exists($states.context.Map) %}',";

        assertThat(lab.output(map("INLINE", fields, ECHO), "[1]")).isEqualTo("false");
    }

    @Test
    void itemThatFailsStopsTheOthersAndWhatTheirFunctionsAnswerIsNotHeard()
            throws InterruptedException {
        var slow = new CountDownLatch(1);
        var slowIsCalled = new CountDownLatch(1);
        lab.function(
                "f",
                payload -> {
                    if (payload.asInt() == 0) {
                        slowIsCalled.countDown();
                        slow.await();
                        return Lab.ok("1");
                    }
                    slowIsCalled.await();
                    return Lab.error("E", "x");
                });
        String states =
                "'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',"
                        + "'Arguments':{'FunctionName':'f','Payload':'{% $states.input %}'},'End':true}}";
        String definition = map("INLINE", "'Catch':[{'ErrorEquals':['E'],'Next':'W'}],", states);
        String caught =
                definition.substring(0, definition.length() - 2)
                        + ",'W':{'Type':'Wait','Seconds':9,'End':true}}}";
        Execution execution = lab.engine.startExecution(lab.machine(caught), null, "[0,1]");
        lab.await(() -> lab.events(execution).contains("WaitStateEntered"));
        int events = lab.events(execution).size();

        slow.countDown();
        lab.idle();

        assertThat(lab.events(execution))
                .hasSize(events)
                .containsSubsequence(
                        "MapIterationFailed",
                        "TaskStateAborted",
                        "MapIterationAborted",
                        "MapStateFailed",
                        "MapStateExited");
    }

    @Test
    void inlineItemThatFailsFailsTheMapWithItsError() {
        Execution execution = lab.run(map("INLINE", "", FAIL_ODD), "[2,3,4]");

        assertThat(execution.error()).isEqualTo("Odd");
        assertThat(lab.events(execution))
                .containsSubsequence("MapIterationStarted", "MapIterationFailed", "MapStateFailed");
    }

    @Test
    void distributedMapFailsWhenMoreFailThanTolerated() {
        Execution strict = lab.run(map("DISTRIBUTED", "", FAIL_ODD), "[2,3]");
        assertThat(strict.error()).isEqualTo("States.ExceedToleratedFailureThreshold");

        String half = "'ToleratedFailurePercentage':50,";
        assertThat(lab.output(map("DISTRIBUTED", half, FAIL_ODD), "[2,3]")).isEqualTo("[2]");
        assertThat(lab.run(map("DISTRIBUTED", half, FAIL_ODD), "[1,2,3]").status())
                .isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void distributedItemsAreExecutionsWithTheirOwnHistory() {
        Execution execution = lab.run(map("DISTRIBUTED", "", ECHO), "[7]");

        assertThat(lab.events(execution))
                .containsSubsequence(
                        "MapStateEntered",
                        "MapStateStarted",
                        "MapRunStarted",
                        "MapRunSucceeded",
                        "MapStateSucceeded",
                        "MapStateExited")
                .doesNotContain("MapIterationStarted");
        Execution child = children(execution).getFirst();
        assertThat(lab.events(child))
                .containsExactly(
                        "ExecutionStarted",
                        "PassStateEntered",
                        "PassStateExited",
                        "ExecutionSucceeded");
        assertThat(child.arn()).contains(":execution:").contains("/M:");
        assertThat(
                        lab.engine
                                .listExecutions(
                                        new ExecutionFilter(execution.machineArn(), null, null),
                                        10,
                                        null)
                                .items())
                .containsExactly(execution);
    }

    private List<Execution> children(Execution execution) {
        String run = lab.details(execution, "MapRunStarted").path("mapRunArn").asText();
        return lab.engine.listExecutions(new ExecutionFilter(null, run, null), 1000, null).items();
    }

    @Test
    void stoppingAnExecutionStopsTheItemsItStarted() {
        Execution execution = lab.start(map("DISTRIBUTED", "'MaxConcurrency':2,", WAIT), "[9,9,9]");

        lab.engine.stopExecution(execution.arn(), "Stop", "because");
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.now(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(lab.now(execution).error()).isEqualTo("Stop");
        assertThat(children(execution))
                .hasSize(2)
                .allMatch(child -> child.status() == ExecutionStatus.ABORTED);
    }

    @Test
    void stoppingOneItemCountsAsItsFailure() {
        Execution execution =
                lab.start(map("DISTRIBUTED", "'ToleratedFailurePercentage':100,", WAIT), "[9,9]");

        lab.engine.stopExecution(children(execution).getFirst().arn(), null, null);
        lab.pass(Duration.ofSeconds(9));

        assertThat(lab.output(execution)).isEqualTo("[9]");
    }

    @Test
    void failureOfOneItemStopsTheOthersAndARetryStartsAllAnew() {
        var calls = new AtomicInteger();
        lab.function(
                "f", payload -> calls.incrementAndGet() == 2 ? Lab.error("E", "") : Lab.ok("1"));
        String states =
                "'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',"
                        + "'Arguments':{'FunctionName':'f'},'Output':'{% $states.result.Payload %}','End':true}}";
        Execution execution =
                lab.start(
                        map(
                                "DISTRIBUTED",
                                "'MaxConcurrency':1,'Retry':[{'ErrorEquals':['States.ALL'],'MaxAttempts':1}],",
                                states),
                        "[1,2,3]");
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.output(execution)).isEqualTo("[1,1,1]");
        assertThat(calls).hasValue(5);
    }

    @Test
    void thousandItemsNeedNoThousandEvents() {
        StringBuilder items = new StringBuilder("[0");
        for (int i = 1; i < 1000; i++) {
            items.append(',').append(i);
        }

        Execution execution = lab.run(map("DISTRIBUTED", "", ECHO), items + "]");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.events()).isLessThan(15);
        assertThat(children(execution)).hasSize(1000);
    }
}
