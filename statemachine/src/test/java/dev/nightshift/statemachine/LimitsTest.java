package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.statemachine.execution.Execution;
import dev.nightshift.statemachine.execution.ExecutionFilter;
import dev.nightshift.statemachine.execution.ExecutionStatus;
import dev.nightshift.statemachine.execution.HistoryEvent;
import dev.nightshift.statemachine.execution.Machine;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, names, idempotency and paging. */
class LimitsTest {
    private static final String ECHO = "{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}";
    private static final String WAIT =
            "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':9,'End':true}}}";

    private static final String ENDLESS =
            "{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Choice','Choices':[{'Condition':true,'Next':'A'}]}}}";

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
        String pairs = "\"" + "\ud83d\ude00".repeat(65_535) + "\"";
        assertThat(lab.engine.startExecution(arn, null, pairs).running()).isTrue();
        refused("InvalidExecutionInput", () -> lab.engine.startExecution(arn, null, "{"));
        refused("InvalidExecutionInput", () -> lab.engine.startExecution(arn, null, ""));
    }

    /** Twice the input is too large, wherever it stands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Type':'Pass','Output':'{% [$states.input,$states.input] %}'",
                "'Type':'Pass','Assign':{'x':'{% $states.input %}','y':'{% $states.input %}'}",
                "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f','Payload':'{% [$states.input,$states.input] %}'}",
                "'Type':'Parallel','Arguments':'{% [$states.input,$states.input] %}','Branches':[{'StartAt':'B','States':{'B':{'Type':'Succeed','Output':1}}}]",
                "'Type':'Parallel','Output':1,'Branches':[{'StartAt':'B','States':{'B':{'Type':'Succeed'}}},{'StartAt':'C','States':{'C':{'Type':'Succeed'}}}]",
                "'Type':'Map','Items':[1],'ItemSelector':'{% [$states.input,$states.input] %}','ItemProcessor':{'StartAt':'B','States':{'B':{'Type':'Succeed','Output':1}}}",
                "'Type':'Map','Items':[1,2],'ItemSelector':'{% $states.input %}','Output':1,'ItemProcessor':{'StartAt':'B','States':{'B':{'Type':'Succeed'}}}"
            })
    void whatIsLargerThan256KibFailsTheState(String state) {
        lab.function("f", payload -> Lab.ok("1"));
        String input = "'" + "x".repeat(140_000) + "'";
        String definition = "{'StartAt':'S','States':{'S':{" + state + ",'End':true}}}";

        Execution execution = lab.run(definition, input);

        assertThat(execution.error()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void variablesOfAnExecutionTakeTenMebibytesTogether() {
        String definition =
                """
                {'StartAt':'A','States':{
                  'A':{'Type':'Pass','Assign':{'x':['x'],'n':'{% $states.input.n %}','s':'{% $states.input.s %}'},'Next':'B'},
                  'B':{'Type':'Map','Items':'{% [1..$n] %}','MaxConcurrency':5,'Next':'Z','ItemProcessor':{'StartAt':'C','States':{
                    'C':{'Type':'Pass','Assign':{'a':'{% $s %}','b':'{% $s %}'},'Next':'D'},
                    'D':{'Type':'Wait','Seconds':'{% $states.input %}','Output':1,'End':true}}}},
                  'Z':{'Type':'Pass','Assign':{'s':0},'Next':'E'},
                  'E':{'Type':'Pass','Output':'done','End':true}}}
                """;
        String input = "{'n':%d,'s':'" + "x".repeat(100_000) + "'}";
        String at = definition.replace("'MaxConcurrency':5,", "");

        // Five items at a time have gone before the next begin, and their variables with them.
        Execution fits = lab.start(definition, input.formatted(100));
        lab.pass(Duration.ofMinutes(1));
        for (int i = 0; i < 100; i++) {
            lab.pass(Duration.ofMinutes(1));
        }
        assertThat(lab.output(fits)).isEqualTo("'done'");
        assertThat(lab.run(at, input.formatted(51)).running()).isTrue();
        Execution tooMany = lab.run(at, input.formatted(53));
        assertThat(tooMany.error()).isEqualTo("States.DataLimitExceeded");
        assertThat(tooMany.cause()).contains("10485760");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'{% $reduce([1..2000], function($a, $i) { {`a`: $a} }, 0) %}'",
                "{'n':'{% $states.input %}'}"
            })
    void whatIsNestedTooDeeplyFailsTheExecutionAndNotTheEngine(String output) {
        String definition =
                "{'StartAt':'P','States':{'P':{'Type':'Pass','Output':" + output + ",'End':true}}}";
        String deep = "[".repeat(500) + "]".repeat(500);

        assertThat(lab.run(definition, deep).error())
                .isIn("States.DataLimitExceeded", "States.QueryEvaluationError");
        assertThat(lab.output(ECHO, deep)).hasSize(1_000);
        refused(
                "InvalidExecutionInput",
                () -> lab.engine.startExecution(lab.machine(ECHO), null, "[" + deep + "]"));
    }

    @Test
    void halfASurrogatePairDoesNotStopTheEngine() {
        String half = "\"\\ud83d\"";
        Execution execution = lab.engine.startExecution(lab.machine(ECHO), null, half);
        lab.idle();
        lab.reopen();

        assertThat(lab.output(execution)).hasSize(3);
        assertThat(lab.output(ECHO, "1")).isEqualTo("1");
    }

    @Test
    void historyEndsWithEvent25000() {
        Execution execution = lab.run(ENDLESS, "{}");

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a\tb", "\u00a0", "<", ">", "{", "}", "[", "]", "?", "*", "\"", "#", "%",
                "\\", "^", "|", "~", "`", "$", "&", ",", ";", ":", "/", "\u0000", "\u0085",
                "\ufffe", "\uffff", "\ud83d"
            })
    void nameMayNotHoldWhatArnsAndUrlsGiveAMeaning(String name) {
        refused("InvalidName", () -> lab.engine.startExecution(lab.machine(ECHO), name, "{}"));
    }

    @Test
    void nameMayHoldLettersOfAnyScript() {
        Execution execution =
                lab.engine.startExecution(lab.machine(ECHO), "Nacht-夜_1.(a)'!+=@", "1");
        lab.idle();

        assertThat(lab.output(execution)).isEqualTo("1");
    }

    @Test
    void deletedMachineGoesWithItsLastExecutionWhichIsStoppedBeforeItsNextState() {
        String twoWaits =
                WAIT.replace("'End':true", "'Next':'V'")
                        .replace("}}}", "},'V':{'Type':'Succeed'}}}");
        Execution execution = lab.start(twoWaits, "1");
        String arn = execution.machineArn();
        Machine machine = lab.engine.describeStateMachine(arn);
        String definition = lab.engine.definition(machine.definition());

        lab.engine.deleteStateMachine(arn);

        assertThat(lab.engine.describeStateMachine(arn).deleting()).isTrue();
        refused("StateMachineDeleting", () -> lab.engine.startExecution(arn, null, "1"));
        refused("StateMachineDeleting", () -> lab.engine.updateStateMachine(arn, definition, null));
        refused(
                "StateMachineDeleting",
                () -> lab.engine.createStateMachine(machine.name(), definition, Lab.ROLE));
        assertThat(lab.now(execution).running()).isTrue();
        lab.pass(Duration.ofSeconds(9));
        assertThat(lab.now(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(lab.events(execution)).doesNotContain("SucceedStateEntered");
        refused("StateMachineDoesNotExist", () -> lab.engine.describeStateMachine(arn));
        assertThat(lab.engine.createStateMachine(machine.name(), definition, Lab.ROLE).arn())
                .isEqualTo(arn);
    }

    @Test
    void machineIsDeletedByItsWholeArnOnly() {
        String arn = lab.machine(ECHO);

        lab.engine.deleteStateMachine(arn.replace("us-east-1", "eu-west-1"));
        lab.engine.deleteStateMachine(arn.replace(":stateMachine:", ":execution:m:"));

        assertThat(lab.engine.describeStateMachine(arn).deleting()).isFalse();
    }

    @Test
    void sameMachineOnceMoreChangesNothingNotEvenTheRole() {
        String arn = lab.machine(ECHO);
        Machine first = lab.engine.describeStateMachine(arn);
        String definition = lab.engine.definition(first.definition());

        assertThat(lab.engine.createStateMachine(first.name(), definition, "arn:other"))
                .isEqualTo(first);
        refused(
                "StateMachineAlreadyExists",
                () -> lab.engine.createStateMachine(first.name(), definition + " ", Lab.ROLE));
    }

    @Test
    void machinesComeInPagesByName() {
        String definition =
                lab.engine.definition(
                        lab.engine.describeStateMachine(lab.machine(ECHO)).definition());
        List.of("z", "a", "q").forEach(n -> lab.engine.createStateMachine(n, definition, Lab.ROLE));

        Page<Machine> first = lab.engine.listStateMachines(3, null);
        Page<Machine> second = lab.engine.listStateMachines(3, first.next());

        assertThat(first.items()).extracting(Machine::name).hasSize(3).startsWith("a");
        assertThat(second.items()).extracting(Machine::name).containsExactly("z");
        assertThat(second.next()).isNull();
        refused("InvalidToken", () -> lab.engine.listStateMachines(3, "x"));
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
    void executionIsForgottenNinetyDaysAfterItStoppedAndOthersAreNot() {
        Execution waiting = lab.start(WAIT.replace("9", "8640000"), "1");
        Execution old = lab.engine.startExecution(lab.machine(ECHO), "night", "1");
        lab.pass(Duration.ofSeconds(1));
        Execution young = lab.run(ECHO, "2");

        lab.pass(Duration.ofDays(90).minusMillis(1_001));
        assertThat(lab.output(old)).isEqualTo("1");
        lab.reopen();
        lab.pass(Duration.ofMillis(1));

        refused("ExecutionDoesNotExist", () -> lab.now(old));
        assertThat(pages(new ExecutionFilter(old.machineArn(), null, null)))
                .containsExactly(young.arn());
        assertThat(lab.engine.startExecution(old.machineArn(), "night", "3").id())
                .isGreaterThan(young.id());
        lab.pass(Duration.ofDays(10));
        assertThat(lab.output(waiting)).isEqualTo("1");
    }

    @Test
    void longHistoryIsForgottenPieceByPieceThoughTheEngineIsOpenedAnewMeanwhile() {
        String machine = lab.machine(ECHO);
        Execution endless = lab.run(ENDLESS, "{}");
        lab.pass(Duration.ofDays(89));
        lab.engine.close();
        lab.time.advance(Duration.ofDays(1));
        for (int i = 0; i < 3; i++) {
            lab.reopen();
        }

        Execution next = lab.engine.startExecution(machine, null, "1");
        lab.idle();

        refused("ExecutionDoesNotExist", () -> lab.now(endless));
        assertThat(lab.events(next)).hasSize(4);
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
        for (String token : List.of("x", "-1", "0", "6", "99999999999999999999")) {
            refused(
                    "InvalidToken",
                    () ->
                            lab.engine.listExecutions(
                                    new ExecutionFilter(arn, null, null), 2, token));
        }
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
        for (String token : List.of("x", "-1", "0", "5", "4294967297")) {
            refused(
                    "InvalidToken",
                    () -> lab.engine.getExecutionHistory(execution.arn(), false, 3, token));
        }
    }
}
