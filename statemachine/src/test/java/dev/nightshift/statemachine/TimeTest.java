package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.statemachine.execution.Execution;
import dev.nightshift.statemachine.execution.RequestException;
import dev.nightshift.statemachine.lambda.LambdaResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits, timeouts, heartbeats and tokens. */
class TimeTest {
    @TempDir Path directory;
    private Lab lab;
    private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open() {
        lab = new Lab(directory);
        lab.function(
                "ask",
                payload -> {
                    tokens.add(payload.path("token").asText());
                    return Lab.ok("null");
                });
    }

    @AfterEach
    void close() {
        lab.close();
    }

    /** Waits for a token; what is caught ends as output. */
    private static String asking(String more) {
        return """
               {'StartAt':'T','States':{
                 'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke.waitForTaskToken',
                   'Arguments':{'FunctionName':'ask','Payload':{'token':'{% $states.context.Task.Token %}'}},
                   'End':true,"""
                + more
                + """
                   'Catch':[{'ErrorEquals':['States.ALL'],'Output':'{% [$states.errorOutput] %}','Next':'C'}]},
                 'C':{'Type':'Pass','End':true}}}
               """;
    }

    @Test
    void waitOfADayEndsAfterADayAndNotBefore() {
        Execution execution =
                lab.start(
                        "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':86400,'Output':'over','End':true}}}",
                        "{}");

        lab.pass(Duration.ofSeconds(86_399));
        assertThat(lab.now(execution).running()).isTrue();
        lab.pass(Duration.ofSeconds(1));
        assertThat(lab.output(execution)).isEqualTo("'over'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "'1'", "100000000", "null"})
    void waitTakesAWholeNumberOfSeconds(String seconds) {
        String definition =
                "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':'{% $states.input %}','End':true}}}";

        assertThat(lab.run(definition, seconds).error()).isEqualTo("States.QueryEvaluationError");
        assertThat(lab.output(definition, "0")).isEqualTo("0");
    }

    private static final String UNTIL =
            "{'StartAt':'W','States':{'W':{'Type':'Wait','Timestamp':'{% $states.input %}','End':true}}}";

    @Test
    void timestampIsKeptToTheMillisecond() {
        Execution execution = lab.start(UNTIL, "'2026-11-21T00:00:01.000900Z'");

        lab.time.advance(Duration.ofNanos(1_000_950_000));
        lab.idle();

        assertThat(lab.now(execution).running()).isFalse();
    }

    @Test
    void timestampInThePastIsNoWait() {
        assertThat(lab.output(UNTIL, "'2020-01-01T00:00:00Z'")).contains("2020");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2030-01-01 00:00:00Z",
                "2030-01-01T00:00:00",
                "2030-13-01T00:00:00Z",
                "soon"
            })
    void timestampNeedsItsTAndItsZone(String timestamp) {
        assertThat(lab.run(UNTIL, "'" + timestamp + "'").error())
                .isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void waitIsShorterThanSixtyEightYears() {
        Execution execution = lab.run(UNTIL, "'2099-01-01T00:00:00Z'");

        assertThat(execution.error()).isEqualTo("States.Runtime");
        assertThat(execution.cause()).endsWith("Wait state delay is too long.");
    }

    @Test
    void tokenIsAnsweredOnceWithAnyJson() {
        Execution execution = lab.start(asking(""), "{}");
        assertThat(lab.events(execution))
                .containsSubsequence("TaskScheduled", "TaskStarted", "TaskSubmitted");

        lab.engine.sendTaskSuccess(tokens.getFirst(), "[true]");
        lab.idle();

        assertThat(lab.output(execution)).isEqualTo("[true]");
        refused("TaskTimedOut", () -> lab.engine.sendTaskSuccess(tokens.getFirst(), "1"));
        refused("InvalidToken", () -> lab.engine.sendTaskHeartbeat("nonsense"));
        refused("InvalidOutput", () -> lab.engine.sendTaskSuccess(tokens.getFirst(), "{"));
    }

    @Test
    void tokenOfAnotherEngineDoesNotExist() {
        lab.start(asking(""), "{}");
        String token = tokens.getFirst();
        try (Lab other = new Lab(directory.resolve(".."), lab.time)) {
            refused("TaskDoesNotExist", () -> other.engine.sendTaskSuccess(token, "1"));
        }
    }

    private static void refused(String reason, Runnable request) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(request::run)
                .satisfies(e -> assertThat(e.reason().wireName()).isEqualTo(reason));
    }

    @Test
    void failureWithoutNameHasBothFieldsNullAndIsCaughtByAll() {
        Execution execution = lab.start(asking(""), "{}");

        lab.engine.sendTaskFailure(tokens.getFirst(), null, null);
        lab.idle();

        assertThat(lab.output(execution)).isEqualTo("[{'Error':null,'Cause':null}]");
    }

    @Test
    void answerMayComeBeforeTheFunctionReturns() {
        lab.function(
                "ask",
                payload -> {
                    lab.engine.sendTaskSuccess(payload.path("token").asText(), "\"early\"");
                    return Lab.error("Late", "ignored");
                });

        assertThat(lab.output(asking(""), "{}")).isEqualTo("'early'");
    }

    @Test
    void failureOfTheFunctionFailsTheTaskThatAwaitsAToken() {
        lab.function("ask", payload -> Lab.error("E", "x"));

        assertThat(lab.output(asking(""), "{}")).contains("'Error':'E'");
    }

    @Test
    void timeoutIsAnExpressionAndItsCauseIsNull() {
        Execution execution =
                lab.start(asking("'TimeoutSeconds':'{% $states.input.s * 2 %}',"), "{'s':30}");

        lab.pass(Duration.ofSeconds(59));
        assertThat(lab.now(execution).running()).isTrue();
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.output(execution)).isEqualTo("[{'Error':'States.Timeout','Cause':null}]");
        assertThat(lab.events(execution)).contains("TaskTimedOut");
        refused("TaskTimedOut", () -> lab.engine.sendTaskSuccess(tokens.getFirst(), "1"));
    }

    @Test
    void timeoutCountsFromEachAttemptAndEachAttemptHasItsToken() {
        Execution execution =
                lab.start(
                        asking(
                                "'TimeoutSeconds':60,'Retry':[{'ErrorEquals':['States.Timeout'],'IntervalSeconds':30,'MaxAttempts':1}],"),
                        "{}");

        lab.pass(Duration.ofSeconds(149));
        assertThat(lab.now(execution).running()).isTrue();
        assertThat(tokens).hasSize(2).doesNotHaveDuplicates();
        refused("TaskTimedOut", () -> lab.engine.sendTaskSuccess(tokens.getFirst(), "1"));
        lab.engine.sendTaskSuccess(tokens.getLast(), "1");
        lab.idle();

        assertThat(lab.output(execution)).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"States.HeartbeatTimeout", "States.Timeout"})
    void silenceIsATimeoutThatEitherNameCatches(String name) {
        String definition =
                asking("'TimeoutSeconds':600,'HeartbeatSeconds':10,").replace("States.ALL", name);
        Execution execution = lab.start(definition, "{}");

        lab.pass(Duration.ofSeconds(9));
        lab.engine.sendTaskHeartbeat(tokens.getFirst());
        lab.pass(Duration.ofSeconds(9));
        assertThat(lab.now(execution).running()).isTrue();
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.output(execution)).isEqualTo("[{'Error':'States.Timeout','Cause':null}]");
    }

    @Test
    void silenceCountsFromWhenTheFunctionHasReturned() throws InterruptedException {
        var release = new CountDownLatch(1);
        lab.function(
                "ask",
                payload -> {
                    release.await();
                    return Lab.ok("null");
                });
        String definition = asking("'TimeoutSeconds':600,'HeartbeatSeconds':10,");
        Execution execution = lab.engine.startExecution(lab.machine(definition), null, "{}");
        lab.await(() -> lab.events(execution).size() == 4);

        lab.time.advance(Duration.ofSeconds(100));
        release.countDown();
        lab.pass(Duration.ofSeconds(9));
        assertThat(lab.now(execution).running()).isTrue();
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.output(execution)).contains("States.Timeout");
        JsonNode details = lab.details(execution, "TaskTimedOut");
        assertThat(details.path("error").asText()).isEqualTo("States.Timeout");
        assertThat(details.has("cause")).isFalse();
    }

    @Test
    void taskThatSaysNoTimeoutHasTheLongestThereIs() {
        Execution execution = lab.start(asking(""), "{}");

        lab.pass(Duration.ofSeconds(99_999_998));
        assertThat(lab.now(execution).running()).isTrue();
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.output(execution)).contains("States.Timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{% 0 %}", "{% 1.5 %}", "{% -1 %}", "{% `10` %}", "{% 100000000 %}"})
    void timeoutMustBeAWholeNumberOfSeconds(String timeout) {
        assertThat(lab.output(asking("'TimeoutSeconds':'" + timeout + "',"), "{}"))
                .contains("States.QueryEvaluationError");
    }

    @Test
    void functionThatAnswersAfterTheTimeoutIsNotHeard() throws InterruptedException {
        var release = new CountDownLatch(1);
        lab.function(
                "ask",
                payload -> {
                    release.await();
                    return new LambdaResult.Success(new byte[0]);
                });
        String plain =
                asking("'TimeoutSeconds':5,")
                        .replace(".waitForTaskToken", "")
                        .replace("{'token':'{% $states.context.Task.Token %}'}", "1");
        Execution execution = lab.engine.startExecution(lab.machine(plain), null, "{}");
        lab.await(() -> lab.events(execution).size() == 4);

        lab.time.advance(Duration.ofSeconds(5));
        lab.await(() -> !lab.now(execution).running());
        int events = lab.events(execution).size();
        release.countDown();
        lab.idle();

        assertThat(lab.output(execution)).contains("States.Timeout");
        assertThat(lab.events(execution)).hasSize(events);
    }

    @Test
    void answerToAnEarlierAttemptIsNotTakenForTheLaterOnes() throws InterruptedException {
        var releases = List.of(new CountDownLatch(1), new CountDownLatch(1));
        var calls = new AtomicInteger();
        var callers = new CopyOnWriteArrayList<Thread>();
        lab.function(
                "ask",
                payload -> {
                    callers.add(Thread.currentThread());
                    int call = calls.getAndIncrement();
                    releases.get(call).await();
                    return Lab.ok(Integer.toString(call));
                });
        String plain =
                asking(
                                "'TimeoutSeconds':5,'Output':'{% $states.result.Payload %}','Retry':[{'ErrorEquals':['States.Timeout'],'MaxAttempts':1}],")
                        .replace(".waitForTaskToken", "")
                        .replace("{'token':'{% $states.context.Task.Token %}'}", "1");
        Execution execution = lab.engine.startExecution(lab.machine(plain), null, "{}");
        lab.await(() -> calls.get() == 1);
        lab.time.advance(Duration.ofSeconds(5));
        lab.await(() -> lab.events(execution).contains("TaskTimedOut"));
        lab.time.advance(Duration.ofSeconds(1));
        lab.await(() -> calls.get() == 2);

        releases.get(0).countDown();
        callers.getFirst().join(); // its answer has been handed over, before the other one
        releases.get(1).countDown();
        lab.idle();

        assertThat(lab.output(execution)).isEqualTo("1");
    }

    @Test
    void executionThatTakesTooLongTimesOutUncaught() {
        String definition = asking("").replace("{'StartAt'", "{'TimeoutSeconds':100,'StartAt'");
        Execution execution = lab.start(definition, "{}");
        lab.pass(Duration.ofSeconds(99));
        assertThat(lab.now(execution).running()).isTrue();

        lab.pass(Duration.ofSeconds(1));

        Execution ended = lab.now(execution);
        assertThat(ended.status().name()).isEqualTo("TIMED_OUT");
        assertThat(ended.error()).isNull();
        assertThat(lab.events(execution)).endsWith("ExecutionTimedOut");
        refused("TaskTimedOut", () -> lab.engine.sendTaskSuccess(tokens.getFirst(), "1"));
    }
}
