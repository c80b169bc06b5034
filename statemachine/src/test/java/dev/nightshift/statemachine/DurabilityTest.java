package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.statemachine.execution.Execution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine opened again on its file. */
class DurabilityTest {
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

    @Test
    void waitKeepsItsInstantThoughTheEngineWasAway() {
        Execution execution =
                lab.start(
                        "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':100,'End':true}}}",
                        "1");
        lab.pass(Duration.ofSeconds(60));

        lab.reopen();
        lab.pass(Duration.ofSeconds(39));
        assertThat(lab.now(execution).running()).isTrue();
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.output(execution)).isEqualTo("1");
    }

    @Test
    void whatFellDueWhileTheEngineWasAwayHappensAtOnce() {
        Execution execution =
                lab.start(
                        "{'StartAt':'W','TimeoutSeconds':50,'States':{'W':{'Type':'Wait','Seconds':100,'End':true}}}",
                        "1");
        lab.engine.close();
        lab.time.advance(Duration.ofSeconds(50));

        lab.reopen();
        lab.idle();

        assertThat(lab.now(execution).status().name()).isEqualTo("TIMED_OUT");
    }

    @Test
    void tokenStaysGood() {
        List<String> tokens = Collections.synchronizedList(new ArrayList<>());
        lab.function(
                "ask",
                payload -> {
                    tokens.add(payload.asText());
                    return Lab.ok("null");
                });
        Execution execution =
                lab.start(
                        """
                        {'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke.waitForTaskToken',
                          'Arguments':{'FunctionName':'ask','Payload':'{% $states.context.Task.Token %}'},'End':true}}}
                        """,
                        "{}");

        lab.reopen();
        lab.engine.sendTaskSuccess(tokens.getFirst(), "{\"done\":null}");
        lab.idle();

        assertThat(lab.output(execution)).isEqualTo("{'done':null}");
        assertThat(tokens).hasSize(1);
    }

    @Test
    void functionThatRanWhenTheEngineStoppedIsUnknownAndRetryDecides() throws Exception {
        var calls = new AtomicInteger();
        var called = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        lab.function(
                "f",
                payload -> {
                    if (calls.incrementAndGet() == 1) {
                        called.countDown();
                        never.await();
                    }
                    return Lab.ok("2");
                });
        String definition =
                """
                {'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                  'Arguments':{'FunctionName':'f'},'Output':'{% $states.result.Payload %}','End':true,
                  'Retry':[{'ErrorEquals':['Lambda.Unknown'],'MaxAttempts':1}]}}}
                """;
        Execution execution = lab.engine.startExecution(lab.machine(definition), null, "{}");
        called.await();

        lab.reopen();
        never.countDown();
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.output(execution)).isEqualTo("2");
        assertThat(calls).hasValue(2);
        assertThat(lab.details(execution, "TaskFailed").path("error").asText())
                .isEqualTo("Lambda.Unknown");
    }

    @Test
    void mapGoesOnWithTheItemsThatAreLeft() {
        Execution execution =
                lab.start(
                        """
                        {'StartAt':'M','States':{'M':{'Type':'Map','End':true,'MaxConcurrency':1,'ItemProcessor':{
                          'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},
                          'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':10,'End':true}}}}}}
                        """,
                        "[1,2,3]");
        for (int i = 0; i < 3; i++) {
            lab.pass(Duration.ofSeconds(5));
            lab.reopen();
            lab.pass(Duration.ofSeconds(5));
        }

        assertThat(lab.output(execution)).isEqualTo("[1,2,3]");
    }

    @Test
    void machinesAndEndedExecutionsAreStillThere() {
        Execution execution = lab.start("{'StartAt':'S','States':{'S':{'Type':'Succeed'}}}", "[1]");
        List<String> events = lab.events(execution);

        lab.reopen();

        assertThat(lab.output(execution)).isEqualTo("[1]");
        assertThat(lab.events(execution)).isEqualTo(events);
        assertThat(lab.engine.listStateMachines(10, null).items()).hasSize(1);
    }
}
