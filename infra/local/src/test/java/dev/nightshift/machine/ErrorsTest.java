package dev.nightshift.machine;

import static dev.nightshift.machine.Machines.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** What becomes of errors; a call of a function that is not there is one on every site. */
@OnEverySite
class ErrorsTest {
    private static final String CALL_OF_NOBODY =
            """
            'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','TimeoutSeconds':60,
            'Arguments':{'FunctionName':'nightshift-suite-nobody','Payload':{}}
            """;

    private static Machines machines;

    @Parameter Site site;

    @BeforeParameterizedClassInvocation
    static void connect(Site site) {
        machines = new Machines(site);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`$states.input.missing`",
                "`$number('x')`",
                "`$error('mine')`",
                "`$states.input.n + 'text'`"
            })
    void expressionThatGivesNothingFailsTheExecution(String expression) {
        String output = "{% " + expression.replace("'", "\\\"") + " %}";
        DescribeExecutionResponse ended =
                machines.run(
                        "{'StartAt':'P','States':{'P':{'Type':'Pass','Output':{'x':'%s'},'End':true}}}"
                                .formatted(output),
                        "{'n':1}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void expressionThatFailsInATaskIsCaught() {
        String definition =
                """
                {'StartAt':'T','States':{
                  'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                    'Arguments':{'FunctionName':'f','Payload':'{% $states.input.missing %}'},
                    'Catch':[{'ErrorEquals':['States.QueryEvaluationError'],
                      'Output':'{% $states.errorOutput.Error %}','Next':'C'}],'End':true},
                  'C':{'Type':'Succeed'}}}
                """;

        assertThat(machines.output(definition, "{}").asText())
                .isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void taskThatFailsIsTriedAgainAsOftenAsItsRetryAllowsAndThenCaught() {
        String definition =
                """
                {'StartAt':'T','States':{
                  'T':{%s,'End':true,
                    'Retry':[{'ErrorEquals':['States.TaskFailed'],'IntervalSeconds':1,'MaxAttempts':2,'BackoffRate':1}],
                    'Catch':[{'ErrorEquals':['Other'],'Next':'Wrong'},
                      {'ErrorEquals':['States.ALL'],'Assign':{'e':'{%% $states.errorOutput.Error %%}'},
                        'Output':'caught','Next':'C'}]},
                  'Wrong':{'Type':'Fail'},
                  'C':{'Type':'Pass','Output':['{%% $states.input %%}','{%% $substringBefore($e, \\".\\") %%}'],'End':true}}}
                """
                        .formatted(CALL_OF_NOBODY);
        String execution = machines.start(machines.make(definition), "{}");

        DescribeExecutionResponse ended = machines.ended(execution);

        assertThat(parsed(String.valueOf(ended.output()))).isEqualTo(parsed("['caught','Lambda']"));
        assertThat(machines.history(execution).stream().map(event -> event.type()))
                .filteredOn(type -> type == HistoryEventType.TASK_FAILED)
                .hasSize(3);
        assertThat(Duration.between(ended.startDate(), ended.stopDate()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(1900));
    }

    @Test
    void taskThatFailsUncaughtFailsTheExecution() {
        DescribeExecutionResponse ended =
                machines.run(
                        "{'StartAt':'T','States':{'T':{%s,'End':true}}}".formatted(CALL_OF_NOBODY),
                        "{}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).startsWith("Lambda.");
    }

    @Test
    void branchThatFailsFailsTheOthersAndTheErrorIsItsOwn() {
        String definition =
                """
                {'StartAt':'P','States':{
                  'P':{'Type':'Parallel','End':true,'Branches':[
                      {'StartAt':'F','States':{'F':{'Type':'Fail','Error':'Mine','Cause':'c'}}},
                      {'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':3600,'End':true}}}],
                    'Catch':[{'ErrorEquals':['Mine'],'Output':'{% $states.errorOutput %}','Next':'C'}]},
                  'C':{'Type':'Succeed'}}}
                """;

        assertThat(machines.output(definition, "{}"))
                .isEqualTo(parsed("{'Error':'Mine','Cause':'c'}"));
    }

    @Test
    void parallelIsTriedAgainAsAWhole() {
        String definition =
                """
                {'StartAt':'P','States':{
                  'P':{'Type':'Parallel','End':true,'Branches':[
                      {'StartAt':'F','States':{'F':{'Type':'Fail','Error':'Mine'}}}],
                    'Retry':[{'ErrorEquals':['Mine'],'IntervalSeconds':1,'MaxAttempts':1}]}}}
                """;
        String execution = machines.start(machines.make(definition), "{}");

        assertThat(machines.ended(execution).error()).isEqualTo("Mine");
        assertThat(machines.history(execution).stream().map(event -> event.type()))
                .filteredOn(type -> type == HistoryEventType.FAIL_STATE_ENTERED)
                .hasSize(2);
    }

    @Test
    void iterationThatFailsFailsTheMap() {
        String definition =
                """
                {'StartAt':'M','States':{
                  'M':{'Type':'Map','Items':[1,2],'End':true,
                    'ItemProcessor':{'ProcessorConfig':{'Mode':'INLINE'},'StartAt':'F','States':{
                      'F':{'Type':'Fail','Error':'Mine'}}},
                    'Catch':[{'ErrorEquals':['States.ALL'],'Output':'{% $states.errorOutput.Error %}','Next':'C'}]},
                  'C':{'Type':'Succeed'}}}
                """;

        assertThat(machines.output(definition, "{}").asText()).isEqualTo("Mine");
    }

    @Test
    void executionThatTakesLongerThanItMayIsTimedOut() {
        DescribeExecutionResponse ended =
                machines.run(
                        """
                        {'TimeoutSeconds':1,'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':3600,'End':true}}}
                        """,
                        "{}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    }
}
