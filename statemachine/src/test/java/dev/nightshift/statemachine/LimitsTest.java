package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.statemachine.execution.Execution;
import dev.nightshift.statemachine.execution.ExecutionFilter;
import dev.nightshift.statemachine.execution.ExecutionStatus;
import dev.nightshift.statemachine.execution.HistoryEvent;
import dev.nightshift.statemachine.execution.Page;
import dev.nightshift.statemachine.execution.RequestException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits, names, idempotency and paging. */
class LimitsTest {
    private static final String ECHO = "{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}";
    private static final String WAIT =
            "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':9,'End':true}}}";

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

    private static void refused(String reason, Runnable request) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(request::run)
                .satisfies(e -> assertThat(e.reason().wireName()).isEqualTo(reason));
    }

    @Test
    void inputIsMeasuredInBytesOfUtf8() {
        String arn = lab.machine(ECHO);
        String fits = "\"" + "é".repeat(131_071) + "\"";

        assertThat(lab.engine.startExecution(arn, null, fits).running()).isTrue();
        refused(
                "InvalidExecutionInput",
                () -> lab.engine.startExecution(arn, null, fits.replaceFirst("é", "éé")));
        refused("InvalidExecutionInput", () -> lab.engine.startExecution(arn, null, "{"));
        refused("InvalidExecutionInput", () -> lab.engine.startExecution(arn, null, ""));
    }

    @Test
    void outputThatIsTooLargeFailsTheExecution() {
        String definition =
                "{'StartAt':'P','States':{'P':{'Type':'Pass','Output':'{% [$states.input,$states.input] %}','End':true}}}";

        Execution execution = lab.run(definition, "'" + "x".repeat(140_000) + "'");

        assertThat(execution.error()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void historyEndsWithEvent25000() {
        String definition =
                "{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Choice','Choices':[{'Condition':true,'Next':'A'}]}}}";

        Execution execution = lab.run(definition, "{}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).isEqualTo("States.Runtime");
        assertThat(execution.events()).isEqualTo(25_000);
        HistoryEvent last =
                lab.engine.getExecutionHistory(execution.arn(), true, 1, null).items().getFirst();
        assertThat(last.id()).isEqualTo(25_000);
        assertThat(last.type()).isEqualTo("ExecutionFailed");
    }

    @Test
    void historyThatEndsWhileAnItemEndsFailsTheWholeAndTheEngineGoesOn() {
        String definition =
                """
                {'StartAt':'I','States':{'I':{'Type':'Pass','Assign':{'n':0},'Next':'A'},
                  'A':{'Type':'Pass','Assign':{'n':'{% $n + 1 %}'},'Next':'C'},
                  'C':{'Type':'Choice','Choices':[{'Condition':'{% $n < 6248 %}','Next':'A'}],'Default':'M'},
                  'M':{'Type':'Map','Items':[1],'End':true,'ItemProcessor':{
                    'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},
                    'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}}}}
                """;

        Execution execution = lab.run(definition, "{}");

        assertThat(execution.error()).isEqualTo("States.Runtime");
        assertThat(execution.events()).isEqualTo(24_999);
        HistoryEvent before =
                lab.engine.getExecutionHistory(execution.arn(), true, 2, null).items().get(1);
        assertThat(before.type()).isEqualTo("MapRunStarted");
        assertThat(lab.output(ECHO, "1")).isEqualTo("1");
    }

    @Test
    void sameNameAndInputIsTheSameExecutionWhileItRuns() {
        String arn = lab.machine(WAIT);
        Execution first = lab.engine.startExecution(arn, "night", "{\"a\":1}");

        assertThat(lab.engine.startExecution(arn, "night", "{ \"a\" : 1 }").arn())
                .isEqualTo(first.arn());
        refused("ExecutionAlreadyExists", () -> lab.engine.startExecution(arn, "night", "{}"));
        lab.engine.stopExecution(first.arn(), null, null);
        refused(
                "ExecutionAlreadyExists",
                () -> lab.engine.startExecution(arn, "night", "{\"a\":1}"));
    }

    @Test
    void namesHaveAtMostEightyCharacters() {
        String arn = lab.machine(WAIT);

        assertThat(lab.engine.startExecution(arn, "x".repeat(80), "{}").name()).hasSize(80);
        refused("InvalidName", () -> lab.engine.startExecution(arn, "x".repeat(81), "{}"));
        refused("InvalidName", () -> lab.engine.startExecution(arn, "a b", "{}"));
        refused("InvalidName", () -> lab.engine.createStateMachine("a/b", Lab.quoted(ECHO), "r"));
    }

    @Test
    void runningExecutionKeepsTheDefinitionItBeganWith() {
        Execution execution = lab.start(WAIT, "1");
        String arn = execution.machineArn();

        lab.engine.updateStateMachine(
                arn,
                Lab.quoted(
                        "{'QueryLanguage':'JSONata','StartAt':'P','States':{'P':{'Type':'Pass','Output':'new','End':true}}}"),
                null);
        lab.pass(Duration.ofSeconds(9));

        assertThat(lab.output(execution)).isEqualTo("1");
        Execution next = lab.engine.startExecution(arn, null, "1");
        lab.idle();
        assertThat(lab.output(next)).isEqualTo("'new'");
        lab.engine.deleteStateMachine(arn);
        refused("StateMachineDoesNotExist", () -> lab.engine.startExecution(arn, null, "1"));
    }

    @Test
    void executionsThatStoppedLongAgoAreForgottenAndOthersNot() {
        Execution old = lab.run(ECHO, "1");
        Execution waiting = lab.start(WAIT, "1");
        lab.pass(Duration.ofSeconds(1));
        Execution young = lab.run(ECHO, "2");

        assertThat(lab.engine.forgetExecutions(lab.time.instant())).isEqualTo(1);

        refused("ExecutionDoesNotExist", () -> lab.now(old));
        assertThat(lab.output(young)).isEqualTo("2");
        lab.pass(Duration.ofSeconds(9));
        assertThat(lab.output(waiting)).isEqualTo("1");
    }

    @Test
    void listsComeInPagesNewestFirst() {
        String arn = lab.machine(WAIT);
        List<String> started = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            started.addFirst(lab.engine.startExecution(arn, "e" + i, "{}").arn());
        }
        lab.engine.stopExecution(started.get(1), null, null);

        assertThat(pages(new ExecutionFilter(arn, null, null))).isEqualTo(started);
        assertThat(pages(new ExecutionFilter(arn, null, ExecutionStatus.ABORTED)))
                .containsExactly(started.get(1));
        refused(
                "InvalidToken",
                () -> lab.engine.listExecutions(new ExecutionFilter(arn, null, null), 2, "x"));
    }

    private List<String> pages(ExecutionFilter filter) {
        List<String> all = new ArrayList<>();
        Page<Execution> page = lab.engine.listExecutions(filter, 2, null);
        page.items().forEach(execution -> all.add(execution.arn()));
        while (page.next() != null) {
            page = lab.engine.listExecutions(filter, 2, page.next());
            page.items().forEach(execution -> all.add(execution.arn()));
        }
        return all;
    }

    @Test
    void historyComesInPagesInBothOrders() {
        Execution execution = lab.run(ECHO, "{}");

        Page<HistoryEvent> first = lab.engine.getExecutionHistory(execution.arn(), false, 3, null);
        Page<HistoryEvent> second =
                lab.engine.getExecutionHistory(execution.arn(), false, 3, first.next());
        assertThat(first.items()).extracting(HistoryEvent::id).containsExactly(1, 2, 3);
        assertThat(second.items()).extracting(HistoryEvent::id).containsExactly(4);
        assertThat(second.next()).isNull();
        assertThat(lab.engine.getExecutionHistory(execution.arn(), true, 3, null).items())
                .extracting(HistoryEvent::id)
                .containsExactly(4, 3, 2);
    }
}
