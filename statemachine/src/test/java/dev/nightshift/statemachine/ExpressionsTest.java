package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.statemachine.execution.Execution;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a state's expressions give, in a whole machine. */
class ExpressionsTest {
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

    private static String pass(String output) {
        return "{'StartAt':'P','States':{'P':{'Type':'Pass','Output':" + output + ",'End':true}}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    '{% $states.input.n %}'                        | null
                    {'a':'{% $states.input.n %}'}                  | {'a':null}
                    null                                           | null
                    '{% 10/5 %}'                                   | 2
                    '{% $sum([0.5,1.5]) %}'                        | 2
                    '{% $states.input.xs.{`id`: $} %}'             | {'id':1}
                    '{% [$states.input.xs.{`id`: $}] %}'           | [{'id':1}]
                    '{% $states.input.n /* a comment */ %}'        | null
                    ' {% 1 %}'                                     | ' {% 1 %}'
                    'a {% 1 %}'                                    | 'a {% 1 %}'
                    '{% $partition([1..5], 2) %}'                  | [[1,2],[3,4],[5]]
                    '{% $range(0, 10, 5) %}'                       | [0,5,10]
                    '{% $hash(`x`, `SHA-1`) %}'                    | '11f6ad8ec52a2984abaafd7c3b516503785c2072'
                    '{% $random(7) = $random(7) %}'                | true
                    '{% ($r := $random(); $r >= 0 and $r < 1) %}'  | true
                    '{% $uuid() = $uuid() %}'                      | false
                    '{% $partition([1..3], 4294967296) %}'         | [[1,2,3]]
                    '{% $range(3, 1, -1) %}'                       | [3,2,1]
                    '{% $range(1, 3, -1) %}'                       | []
                    '{% $count($range(1, 1000, 1)) %}'             | 1000
                    '{%1%}'                                        | 1
                    '{% 1 %} '                                     | '{% 1 %} '
                    '{% $length($uuid()) %}'                       | 36
                    '{% $parse(`{"a":[1]}`).a %}'                  | [1]
                    '{% $states.input.n != null %}'                | false
                    '{% $states.input.zz = null %}'                | false
                    '{% $exists($states.input.n) %}'               | true
                    '{% $exists($states.input.zz) %}'              | false
                    '{% $states.input.n & `x` %}'                  | 'nullx'
                    '{% $now() %}'                                 | '2026-11-21T00:00:00.000Z'
                    '{% $millis() %}'                              | 1795219200000
                    '{% $contains(`abc`, /b./) %}'                 | true
                    """)
    void expressionGivesWhatItGivesOnAws(String output, String expected) {
        String input = "{'n':null,'xs':[1]}";
        String definition = pass(output.replace("\"a\"", "\\\"a\\\""));

        assertThat(lab.output(definition, input)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'{% $states.input.missing %}'",
                "{'kept':1,'lost':'{% $states.input.missing %}'}",
                "['{% $states.input.missing %}']",
                "'{% $nobody %}'",
                "'{% $ %}'",
                "'{% $$ %}'",
                "'{% $sum %}'",
                "'{% function($x){$x} %}'",
                "'{% {`f`: $sum} %}'",
                "'{% $number(`x`) %}'",
                "'{% $eval(`1`) %}'",
                "'{% $range(1, 1001, 1) %}'",
                "'{% $range(1, 2, 0) %}'",
                "'{% $range(-9223372036854775807, 9223372036854775807, 1) %}'",
                "'{% $partition([1], 0) %}'",
                "'{% $hash(`x`, `CRC`) %}'",
                "'{% $parse(`{`) %}'",
                "'{% [1, {`f`: [$sum]}] %}'",
                "'{% ($f := function($n){$f($n + 1) + 1}; $f(1)) %}'",
                "'{% $states.result %}'",
                "'{% $states.errorOutput %}'",
                "'{% $states.context.Task.Token %}'"
            })
    void whatGivesNoValueFailsTheExecutionAndSaysWhere(String output) {
        Execution execution = lab.run(pass(output), "{}");

        assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
        assertThat(execution.cause())
                .startsWith(
                        "An error occurred while executing the state 'P' (entered at the event id #2).");
        assertThat(lab.events(execution))
                .containsSubsequence("EvaluationFailed", "ExecutionFailed");
        JsonNode details = lab.details(execution, "EvaluationFailed");
        assertThat(details.path("state").asText()).isEqualTo("P");
        assertThat(details.path("location").asText()).startsWith("Output");
        assertThat(details.path("error").asText()).isEqualTo("States.QueryEvaluationError");
        assertThat(details.path("cause").asText()).isEqualTo(execution.cause());
    }

    @Test
    void undefinedInAssignFailsToo() {
        String definition =
                "{'StartAt':'P','States':{'P':{'Type':'Pass','Assign':{'x':{'y':'{% $no %}'}},'End':true}}}";

        Execution execution = lab.run(definition, "{}");

        assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
        assertThat(lab.details(execution, "EvaluationFailed").path("location").asText())
                .isEqualTo("Assign/x/y");
    }

    @Test
    void expressionWithoutEndIsEnded() {
        String endless = "'{% ($f := function($n){$f($n + 1)}; $f(1)) %}'";

        assertThat(lab.run(pass(endless), "{}").error()).isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void longWholeNumbersOfTheInputArriveWhole() {
        assertThat(lab.output(pass("{'id':'{% $states.input.id %}'}"), "{'id':9007199254740993}"))
                .isEqualTo("{'id':9007199254740993}");
    }

    @Test
    void undefinedNamesTheExpressionAndTheField() {
        Execution execution = lab.run(pass("{'total':'{% $states.input.x %}'}"), "{}");

        assertThat(execution.cause())
                .endsWith(
                        "The JSONata expression '$states.input.x' specified for the field"
                                + " 'Output/total' returned nothing (undefined).");
    }

    @Test
    void absentOutputPassesTheInputThrough() {
        String definition = "{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}";

        assertThat(lab.output(definition, "{'a':[1,null]}")).isEqualTo("{'a':[1,null]}");
    }

    @Test
    void valuesWithQuotesAreBoundNotPastedIn() {
        String definition =
                """
                {'StartAt':'A','States':{
                  'A':{'Type':'Pass','Assign':{'v':'{% $states.input %}'},'Next':'B'},
                  'B':{'Type':'Pass','Output':'{% $v & `!` %}','End':true}}}
                """;
        Execution execution =
                lab.engine.startExecution(lab.machine(definition), null, "\"say \\\"hi\\\" '\"");
        lab.idle();

        assertThat(lab.output(execution)).isEqualTo("'say \\'hi\\' '!'");
    }

    @Test
    void contextTellsWhoRunsAndWhen() {
        Execution execution = lab.start(pass("'{% $states.context %}'"), "{'a':1}");

        assertThat(lab.output(execution))
                .contains("'Id':'" + execution.arn() + "'")
                .contains("'Name':'" + execution.name() + "'")
                .contains("'RoleArn':'" + Lab.ROLE + "'")
                .contains("'RedriveCount':0")
                .contains("'StateMachine':{'Id':'" + execution.machineArn() + "','Name':'m")
                .doesNotContain("'Task'")
                .doesNotContain("'Map'")
                .contains("'Input':{'a':1}")
                .contains("'StartTime':'2026-11-21T00:00:00.000Z'")
                .contains(
                        "'State':{'Name':'P','EnteredTime':'2026-11-21T00:00:00.000Z','RetryCount':0}");
    }
}
