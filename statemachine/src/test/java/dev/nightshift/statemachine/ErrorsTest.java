package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.statemachine.definition.Retrier;
import dev.nightshift.statemachine.execution.Execution;
import dev.nightshift.statemachine.lambda.LambdaResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors, Retry and Catch. */
class ErrorsTest {
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

    /** A task that calls {@code f}; what is caught goes to C, whose output is the error. */
    private static String task(String recovery) {
        return """
               {'StartAt':'T','States':{
                 'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                   'Arguments':{'FunctionName':'f','Payload':{'n':'{% $states.context.State.RetryCount %}'}},
                   'Output':'{% $states.result.Payload %}',"""
                + recovery
                + """
                  'Next':'D'},
                 'D':{'Type':'Succeed'}%s}}
               """
                        .formatted(
                                recovery.contains("'C'") ? ",'C':{'Type':'Pass','End':true}" : "");
    }

    @Test
    void resultOfInvokeHasTheFiveFieldsOfTheLambdaApi() {
        lab.function("f", payload -> Lab.ok("[1]"));
        String definition =
                """
                {'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                  'Arguments':{'FunctionName':'f'},'Output':'{% $keys($states.result) %}','End':true}}}
                """;

        assertThat(lab.output(definition, "{}"))
                .isEqualTo(
                        "['ExecutedVersion','Payload','SdkHttpMetadata','SdkResponseMetadata','StatusCode']");
    }

    @Test
    void eventsAreHandedToTheirBusAndItsAnswerIsBare() {
        lab.function(
                "arn:aws:states:::events:putEvents",
                payload ->
                        Lab.ok(
                                "{\"FailedEntryCount\":%d}"
                                        .formatted(payload.path("Entries").size() - 1)));
        String definition =
                """
                {'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:states:::events:putEvents',
                  'Arguments':{'Entries':[{'Source':'s','DetailType':'t','Detail':{'n':1}}]},'End':true}}}
                """;

        Execution execution = lab.start(definition, "{}");

        assertThat(lab.output(execution)).isEqualTo("{'FailedEntryCount':0}");
        assertThat(lab.events(execution)).contains("TaskScheduled", "TaskStarted", "TaskSucceeded");
        assertThat(lab.details(execution, "TaskScheduled").path("resourceType").asText())
                .isEqualTo("events");
    }

    @Test
    void functionCalledByItsArnGivesItsBareAnswer() {
        String arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
        lab.function(arn, payload -> Lab.ok(payload.toString()));
        String definition =
                "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'%s','Arguments':{'a':1},'End':true}}}"
                        .formatted(arn);

        Execution execution = lab.start(definition, "{}");

        assertThat(lab.output(execution)).isEqualTo("{'a':1}");
        assertThat(lab.events(execution))
                .containsSubsequence(
                        "LambdaFunctionScheduled",
                        "LambdaFunctionStarted",
                        "LambdaFunctionSucceeded");
    }

    @Test
    void errorOfAFunctionIsItsTypeAndTheWholePayloadIsTheCause() {
        lab.function("f", payload -> Lab.error("com.x.Foo", "bad"));

        Execution execution = lab.run(task(""), "{}");

        assertThat(execution.error()).isEqualTo("com.x.Foo");
        assertThat(execution.cause())
                .isEqualTo("{\"errorType\":\"com.x.Foo\",\"errorMessage\":\"bad\"}");
        assertThat(lab.details(execution, "TaskFailed").path("resourceType").asText())
                .isEqualTo("lambda");
    }

    @Test
    void causeIsCutWhereAwsEndsIt() {
        lab.function("f", payload -> Lab.error("E".repeat(300), "x".repeat(40_000)));

        Execution execution = lab.run(task(""), "{}");

        assertThat(execution.error()).hasSize(256);
        assertThat(execution.cause()).hasSize(32_768);
    }

    @Test
    void causeIsNotCutWithinACharacter() {
        String start = "{'errorType':'E','errorMessage':'".replace('\'', '"');
        String message = "x".repeat(32_767 - start.length()) + "\ud83d\ude00\ud83d\ude00";
        lab.function("f", payload -> Lab.error("E", message));

        assertThat(lab.run(task(""), "{}").cause()).hasSize(32_767).doesNotContain("?");
    }

    @Test
    void faultOfTheServiceKeepsItsName() {
        assertThat(lab.run(task(""), "{}").error()).isEqualTo("Lambda.ResourceNotFoundException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    com.x.Foo      | com.x.Foo         | true
                    com.x.foo      | com.x.Foo         | false
                    com.x.Foo      | States.TaskFailed | true
                    com.x.Foo      | States.ALL        | true
                    States.Runtime | States.ALL        | false
                    States.Runtime | States.TaskFailed | false
                    States.Timeout | States.TaskFailed | false
                    States.Timeout | States.ALL        | true
                    """)
    void errorsAreMatchedByName(String error, String caught, boolean matches) {
        lab.function("f", payload -> Lab.error(error, "x"));
        Execution execution =
                lab.run(task("'Catch':[{'ErrorEquals':['" + caught + "'],'Next':'C'}],"), "{}");

        assertThat(execution.status().name()).isEqualTo(matches ? "SUCCEEDED" : "FAILED");
    }

    @Test
    void catchersAreTriedInOrderAndHaveTheirOwnOutputAndAssign() {
        lab.function("f", payload -> Lab.error("E", "x"));
        String definition =
                """
                {'StartAt':'T','States':{
                  'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f'},
                    'Output':'{% `state` %}','Assign':{'by':'state'},'Next':'C',
                    'Catch':[{'ErrorEquals':['Other'],'Output':'other','Next':'C'},
                      {'ErrorEquals':['E'],'Output':'{% $states.errorOutput.Error & $states.input %}','Assign':{'by':'catcher'},'Next':'C'},
                      {'ErrorEquals':['States.ALL'],'Output':'late','Next':'C'}]},
                  'C':{'Type':'Pass','Output':'{% [$states.input, $by] %}','End':true}}}
                """;

        assertThat(lab.output(definition, "'!'")).isEqualTo("['E!','catcher']");
    }

    @ParameterizedTest
    @ValueSource(strings = {"States.QueryEvaluationError", "States.ALL"})
    void expressionThatFailsInATaskCanBeCaught(String name) {
        String definition =
                """
                {'StartAt':'T','States':{
                  'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                    'Arguments':{'FunctionName':'f','Payload':'{%% $nothing %%}'},'End':true,
                    'Catch':[{'ErrorEquals':['%s'],'Next':'C'}]},
                  'C':{'Type':'Pass','Output':'{%% $states.input.Error %%}','End':true}}}
                """
                        .formatted(name);

        assertThat(lab.output(definition, "{}")).isEqualTo("'States.QueryEvaluationError'");
    }

    @Test
    void retryWaitsByDefaultOneTwoAndFourSecondsAndThenGivesUp() {
        List<Instant> calls = Collections.synchronizedList(new ArrayList<>());
        List<String> counts = Collections.synchronizedList(new ArrayList<>());
        lab.function(
                "f",
                payload -> {
                    calls.add(lab.time.instant());
                    counts.add(payload.path("n").toString());
                    return Lab.error("E", "x");
                });

        Execution execution = lab.start(task("'Retry':[{'ErrorEquals':['E']}],"), "{}");
        lab.pass(Duration.ofMinutes(1));

        Instant first = calls.getFirst();
        assertThat(calls)
                .extracting(at -> Duration.between(first, at).toSeconds())
                .containsExactly(0L, 1L, 3L, 7L);
        assertThat(counts).containsExactly("0", "1", "2", "3");
        assertThat(lab.now(execution).error()).isEqualTo("E");
        assertThat(lab.events(execution)).containsOnlyOnce("TaskStateEntered");
        assertThat(lab.events(execution)).filteredOn("TaskScheduled"::equals).hasSize(4);
    }

    @Test
    void pausesAreBoundedAndJitterOnlyShortensThem() {
        lab.function("f", payload -> Lab.error("E", "x"));
        String retry =
                "'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':2,'MaxAttempts':3,'MaxDelaySeconds':3%s}],";

        Execution plain = lab.start(task(retry.formatted("")), "{}");
        lab.pass(Duration.ofMillis(7_999));
        assertThat(lab.now(plain).running()).isTrue();
        lab.pass(Duration.ofMillis(1));
        assertThat(lab.now(plain).running()).isFalse();

        Execution jittered = lab.start(task(retry.formatted(",'JitterStrategy':'FULL'")), "{}");
        lab.pass(Duration.ofSeconds(8));
        assertThat(lab.now(jittered).running()).isFalse();
    }

    @Test
    void noAttemptsMeansNeverAndTheCatchDecides() {
        var calls = new AtomicInteger();
        lab.function(
                "f",
                payload -> {
                    calls.incrementAndGet();
                    return Lab.error("E", "x");
                });

        String recovery =
                "'Retry':[{'ErrorEquals':['E'],'MaxAttempts':0},{'ErrorEquals':['States.ALL']}],"
                        + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'C'}],";
        assertThat(lab.output(task(recovery), "{}")).contains("'Error':'E'");
        assertThat(calls).hasValue(1);
    }

    @Test
    void retriesAreCountedAnewWhenTheStateIsEnteredAgain() {
        var calls = new AtomicInteger();
        lab.function(
                "f",
                payload -> {
                    int call = calls.incrementAndGet();
                    return call % 2 == 1 ? Lab.error("E", "x") : Lab.ok(Integer.toString(call));
                });
        String definition =
                """
                {'StartAt':'T','States':{
                  'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f'},
                    'Output':'{% $states.result.Payload %}','Next':'Again',
                    'Retry':[{'ErrorEquals':['E'],'MaxAttempts':1}]},
                  'Again':{'Type':'Choice','Choices':[{'Condition':'{% $states.input < 6 %}','Next':'T'}],'Default':'D'},
                  'D':{'Type':'Succeed'}}}
                """;

        Execution execution = lab.start(definition, "{}");
        lab.pass(Duration.ofSeconds(3));

        assertThat(lab.output(execution)).isEqualTo("6");
    }

    @Test
    void jitterDrawsThePauseBetweenNothingAndTheWhole() {
        Retrier retrier = new Retrier(List.of("E"), 2, 3, 3.0, 10, true);

        assertThat(retrier.delay(2, () -> 0)).isEqualTo(Duration.ZERO);
        assertThat(retrier.delay(2, () -> 1L << 63)).isEqualTo(Duration.ofSeconds(3));
        assertThat(retrier.delay(3, () -> 1L << 63)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void resultIsSeenAfterSuccessOnlyAndTheErrorInCatchOnly() {
        String definition =
                """
                {'StartAt':'T','States':{
                  'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                    'Arguments':{'FunctionName':'f','Payload':'{%% $exists($states.result) or $exists($states.errorOutput) or $exists($states.context.Task) %%}'},
                    'Output':'{%% [$states.result.Payload, $exists($states.result), $exists($states.errorOutput)] %%}','End':true,
                    'Catch':[{'ErrorEquals':['E'],'Output':'{%% [$exists($states.result), $exists($states.errorOutput)] %%}','Next':'C'}]},
                  'C':{'Type':'Pass','End':true}}}
                """
                        .formatted();
        lab.function("f", payload -> Lab.ok(payload.toString()));
        assertThat(lab.output(definition, "{}")).isEqualTo("[false,true,false]");
        lab.function("f", payload -> Lab.error("E", "x"));
        assertThat(lab.output(definition, "{}")).isEqualTo("[false,true]");
    }

    @Test
    void eachRetrierCountsForItselfPerStay() {
        var errors = new ArrayList<>(List.of("A", "B", "A", "B"));
        lab.function(
                "f",
                payload ->
                        errors.isEmpty()
                                ? Lab.ok("'done'".replace('\'', '"'))
                                : Lab.error(errors.removeFirst(), ""));

        Execution execution =
                lab.start(
                        task(
                                "'Retry':[{'ErrorEquals':['A'],'MaxAttempts':2},{'ErrorEquals':['B'],'MaxAttempts':2}],"),
                        "{}");
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.output(execution)).isEqualTo("'done'");
    }

    @Test
    void resultThatIsTooLargeCanBeCaughtByAll() {
        lab.function("f", payload -> Lab.ok("\"" + "é".repeat(140_000) + "\""));

        assertThat(lab.output(task("'Catch':[{'ErrorEquals':['States.ALL'],'Next':'C'}],"), "{}"))
                .contains("States.DataLimitExceeded");
    }

    /** As AWS documents it: of its own, a state's output that is too large is terminal. */
    @Test
    void outputThatIsTooLargeIsCaughtByItsOwnNameOnly() {
        lab.function("f", payload -> Lab.ok("'".replace('\'', '"') + "x".repeat(140_000) + '"'));
        String definition =
                """
                {'StartAt':'T','States':{
                  'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f'},
                    '%s':{'x':'{%% [$states.result.Payload, $states.result.Payload] %%}'},'End':true,
                    'Catch':[{'ErrorEquals':['%s'],'Output':'caught','Next':'C'}]},
                  'C':{'Type':'Pass','End':true}}}
                """;

        for (String field : List.of("Output", "Assign")) {
            for (String all : List.of("States.ALL", "States.TaskFailed")) {
                assertThat(lab.run(definition.formatted(field, all), "{}").error())
                        .isEqualTo("States.DataLimitExceeded");
            }
            assertThat(lab.output(definition.formatted(field, "States.DataLimitExceeded"), "{}"))
                    .isEqualTo("'caught'");
        }
    }

    @Test
    void outputOfACatcherThatIsTooLargeIsCaughtByNoCatcher() {
        lab.function("f", payload -> Lab.error("E", "x"));
        String recovery =
                "'Catch':[{'ErrorEquals':['E'],'Output':'{% [$states.input, $states.input] %}','Next':'C'},"
                        + "{'ErrorEquals':['States.DataLimitExceeded'],'Next':'C'}],";

        String input = "'" + "x".repeat(140_000) + "'";
        assertThat(lab.run(task(recovery), input).error()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void branchThatFailsFailsTheParallelWithItsErrorAndStopsTheOthers() {
        var tries = new AtomicInteger();
        lab.function(
                "f", payload -> tries.incrementAndGet() < 2 ? Lab.error("E", "x") : Lab.ok("1"));
        String definition =
                """
                {'StartAt':'P','States':{'P':{'Type':'Parallel','End':true,
                  'Retry':[{'ErrorEquals':['E'],'MaxAttempts':1}],'Branches':[
                  {'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':100,'Output':2,'End':true}}},
                  {'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                    'Arguments':{'FunctionName':'f'},'Output':'{% $states.result.Payload %}','End':true}}}]}}}
                """;

        Execution execution = lab.start(definition, "{}");
        assertThat(lab.events(execution))
                .containsSubsequence("TaskFailed", "WaitStateAborted", "ParallelStateFailed");
        lab.pass(Duration.ofSeconds(101));

        assertThat(lab.output(execution)).isEqualTo("[2,1]");
        assertThat(lab.events(execution)).containsOnlyOnce("ParallelStateEntered");
        assertThat(lab.events(execution)).filteredOn("ParallelStateStarted"::equals).hasSize(2);
    }

    @Test
    void failInsideABranchIsCaughtOutside() {
        String definition =
                """
                {'StartAt':'P','States':{'P':{'Type':'Parallel','End':true,
                  'Catch':[{'ErrorEquals':['Inner'],'Output':'{% $states.errorOutput.Cause %}','Next':'C'}],'Branches':[
                  {'StartAt':'F','States':{'F':{'Type':'Fail','Error':'Inner','Cause':'why'}}}]},
                  'C':{'Type':'Pass','End':true}}}
                """;

        assertThat(lab.output(definition, "{}")).isEqualTo("'why'");
    }

    @Test
    void functionThatTheHostCannotCallIsUnknown() {
        lab.function(
                "f",
                payload -> new LambdaResult.ServiceError("Lambda.ServiceException", "no host"));

        assertThat(lab.run(task(""), "{}").error()).isEqualTo("Lambda.ServiceException");
    }
}
