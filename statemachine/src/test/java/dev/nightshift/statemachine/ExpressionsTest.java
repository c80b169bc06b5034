package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(lab.details(execution, "EvaluationFailed").path("state").asText())
                .isEqualTo("P");
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
                .contains("'Input':{'a':1}")
                .contains("'StartTime':'2026-11-21T00:00:00.000Z'")
                .contains(
                        "'State':{'Name':'P','EnteredTime':'2026-11-21T00:00:00.000Z','RetryCount':0}");
    }
}
