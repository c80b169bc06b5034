package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.statemachine.execution.Execution;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Assign, Output, scope and Choice. */
class FlowTest {
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
    void assignmentsReadTheValuesFromBeforeTheState() {
        String definition =
                """
                {'StartAt':'A','States':{
                  'A':{'Type':'Pass','Assign':{'x':1,'y':2},'Next':'Swap'},
                  'Swap':{'Type':'Pass','Assign':{'x':'{% $y %}','y':'{% $x %}'},
                    'Output':'{% [$x,$y] %}','Next':'C'},
                  'C':{'Type':'Pass','Output':{'then':'{% $states.input %}','now':'{% [$x,$y] %}'},'End':true}}}
                """;

        assertThat(lab.output(definition, "{}")).isEqualTo("{'then':[1,2],'now':[2,1]}");
    }

    private static final String CHOICE =
            """
            {'StartAt':'C','States':{
              'C':{'Type':'Choice','Output':'state','Assign':{'by':'state'},'Default':'D','Choices':[
                {'Condition':'{% $states.input = 1 %}','Output':'rule','Assign':{'by':'rule'},'Next':'D'},
                {'Condition':'{% $states.input = 2 %}','Next':'E'}]},
              'D':{'Type':'Pass','Output':'{% [$states.input, $by] %}','End':true},
              'E':{'Type':'Pass','End':true}}}
            """;

    @Test
    void ruleOfAChoiceHasItsOwnOutputAndTheStatesIsForDefaultOnly() {
        assertThat(lab.output(CHOICE, "1")).isEqualTo("['rule','rule']");
        assertThat(lab.output(CHOICE, "2")).isEqualTo("2");
        assertThat(lab.output(CHOICE, "3")).isEqualTo("['state','state']");
    }

    @Test
    void conditionIsABooleanAndMayBeALiteral() {
        String definition =
                """
                {'StartAt':'C','States':{
                  'C':{'Type':'Choice','Choices':[{'Condition':%s,'Next':'D'}]},
                  'D':{'Type':'Succeed','Output':'there'}}}
                """;

        assertThat(lab.output(definition.formatted("true"), "0")).isEqualTo("'there'");
        assertThat(lab.run(definition.formatted("'{% 1 %}'"), "0").error())
                .isEqualTo("States.QueryEvaluationError");
        assertThat(lab.run(definition.formatted("false"), "0").error()).isEqualTo("States.Runtime");
    }

    @Test
    void failSaysItsErrorAndCause() {
        String definition =
                """
                {'StartAt':'F','States':{'F':{'Type':'Fail','Error':'Lost','Cause':'{% `status ` & $states.input %}'}}}
                """;

        Execution execution = lab.run(definition, "'x'");

        assertThat(execution.error()).isEqualTo("Lost");
        assertThat(execution.cause()).isEqualTo("status x");
        assertThat(lab.events(execution))
                .containsExactly("ExecutionStarted", "FailStateEntered", "ExecutionFailed");
    }

    @Test
    void branchReadsOuterVariablesAndItsOwnAreGoneAfterwards() {
        String definition =
                """
                {'StartAt':'A','States':{
                  'A':{'Type':'Pass','Assign':{'outer':5},'Next':'P'},
                  'P':{'Type':'Parallel','Next':'Z','Branches':[
                    {'StartAt':'B','States':{'B':{'Type':'Pass','Assign':{'inner':'{% $outer + 1 %}'},'Next':'B2'},
                      'B2':{'Type':'Pass','Output':'{% $inner %}','End':true}}},
                    {'StartAt':'D','States':{'D':{'Type':'Pass','Output':'{% $exists($inner) %}','End':true}}}]},
                  'Z':{'Type':'Pass','Output':'{% [$states.input, $exists($inner)] %}','End':true}}}
                """;

        assertThat(lab.output(definition, "{}")).isEqualTo("[6,false,false]");
    }

    @Test
    void historyTellsEachStepInOrder() {
        String definition =
                """
                {'StartAt':'A','States':{
                  'A':{'Type':'Pass','Assign':{'x':1},'Next':'B'},'B':{'Type':'Succeed'}}}
                """;

        Execution execution = lab.run(definition, "{'in':1}");

        assertThat(lab.events(execution))
                .containsExactly(
                        "ExecutionStarted",
                        "PassStateEntered",
                        "PassStateExited",
                        "SucceedStateEntered",
                        "SucceedStateExited",
                        "ExecutionSucceeded");
        assertThat(lab.history(execution))
                .extracting(e -> e.previous())
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(lab.details(execution, "PassStateExited").toString().replace('"', '`'))
                .contains("`assignedVariables`:{`x`:`1`}");
    }
}
