package dev.nightshift.machine;

import static dev.nightshift.machine.Machines.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** Each kind of state. */
@OnEverySite
class StatesTest {
    private static Machines machines;

    @Parameter Site site;

    @BeforeParameterizedClassInvocation
    static void connect(Site site) {
        machines = new Machines(site);
    }

    @Test
    void variablesAreAssignedTogetherAndOutputIsMadeFromThoseBefore() {
        String definition =
                """
                {'StartAt':'A','States':{
                  'A':{'Type':'Pass','Assign':{'x':1,'y':'{% $states.input.n %}'},'Next':'B'},
                  'B':{'Type':'Pass','Assign':{'x':'{% $y %}','y':'{% $x %}'},
                    'Output':{'before':'{% [$x, $y] %}'},'Next':'C'},
                  'C':{'Type':'Pass','Output':'{% $merge([$states.input, {\\"after\\": [$x, $y]}]) %}','End':true}}}
                """;

        assertThat(machines.output(definition, "{'n':2}"))
                .isEqualTo(parsed("{'before':[1,2],'after':[2,1]}"));
    }

    @Test
    void passWithoutOutputHandsItsInputOn() {
        assertThat(
                        machines.output(
                                "{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}",
                                "{'text':'Zürich 東京','null':null,'list':[]}"))
                .isEqualTo(parsed("{'text':'Zürich 東京','null':null,'list':[]}"));
    }

    @ParameterizedTest
    @CsvSource({"-1, negative", "0, other", "5, small", "50, other"})
    void choiceTakesTheFirstRuleThatHolds(int n, String taken) {
        String definition =
                """
                {'StartAt':'C','States':{
                  'C':{'Type':'Choice','Default':'End','Output':'other','Choices':[
                    {'Condition':'{% $states.input.n < 0 %}','Output':'negative','Next':'End'},
                    {'Condition':'{% $states.input.n < 10 and $states.input.n != 0 %}','Output':'small','Next':'End'}]},
                  'End':{'Type':'Succeed'}}}
                """;

        assertThat(machines.output(definition, "{'n':" + n + "}").asText()).isEqualTo(taken);
    }

    @Test
    void waitLastsItsSeconds() {
        DescribeExecutionResponse ended =
                machines.run(
                        """
                        {'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':'{% $states.input.rest %}','End':true}}}
                        """,
                        "{'rest':2}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(Duration.between(ended.startDate(), ended.stopDate()))
                .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(30));
    }

    @Test
    void waitUntilAnInstantInThePastIsNone() {
        String past = Instant.now().minusSeconds(3600).toString();

        assertThat(
                        machines.output(
                                """
                                {'StartAt':'W','States':{'W':{'Type':'Wait','Timestamp':'{% $states.input %}','End':true}}}
                                """,
                                "'" + past + "'"))
                .isEqualTo(parsed("'" + past + "'"));
    }

    @Test
    void branchesGiveTheirOutputsInTheirOrderAndKeepTheirVariables() {
        String definition =
                """
                {'StartAt':'S','States':{
                  'S':{'Type':'Pass','Assign':{'outer':'o'},'Next':'P'},
                  'P':{'Type':'Parallel','Next':'E','Branches':[
                    {'StartAt':'A','States':{
                      'A':{'Type':'Wait','Seconds':1,'Assign':{'mine':'a'},'Next':'A2'},
                      'A2':{'Type':'Pass','Output':'{% $outer & $mine %}','End':true}}},
                    {'StartAt':'B','States':{'B':{'Type':'Pass','Output':'{% $outer & \\"b\\" %}','End':true}}}]},
                  'E':{'Type':'Pass','Output':{'all':'{% $states.input %}','outer':'{% $outer %}'},'End':true}}}
                """;

        assertThat(machines.output(definition, "{}"))
                .isEqualTo(parsed("{'all':['oa','ob'],'outer':'o'}"));
    }

    @Test
    void inlineMapGivesOneOutputForEachItemInTheirOrder() {
        String definition =
                """
                {'StartAt':'M','States':{'M':{'Type':'Map','Items':'{% $states.input.items %}','MaxConcurrency':2,
                  'ItemSelector':{'i':'{% $states.context.Map.Item.Index %}','v':'{% $states.context.Map.Item.Value %}'},
                  'ItemProcessor':{'ProcessorConfig':{'Mode':'INLINE'},'StartAt':'I','States':{
                    'I':{'Type':'Choice','Default':'Q','Choices':[{'Condition':'{% $states.input.i = 0 %}','Next':'Slow'}]},
                    'Slow':{'Type':'Wait','Seconds':1,'Next':'Q'},
                    'Q':{'Type':'Pass','Output':'{% $states.input.v * 10 + $states.input.i %}','End':true}}},
                  'End':true}}}
                """;

        assertThat(machines.output(definition, "{'items':[7,8,9]}"))
                .isEqualTo(parsed("[70,81,92]"));
        assertThat(machines.output(definition, "{'items':[]}")).isEqualTo(parsed("[]"));
    }

    @Test
    void distributedMapRunsEachItemAsAnExecutionAndToleratesWhatItMay() {
        String definition =
                """
                {'StartAt':'M','States':{'M':{'Type':'Map','Items':'{% [1..3] %}','ToleratedFailurePercentage':100,
                  'ItemSelector':{'n':'{% $states.context.Map.Item.Value %}'},
                  'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},
                    'StartAt':'I','States':{
                      'I':{'Type':'Choice','Default':'Q','Choices':[{'Condition':'{% $states.input.n = 2 %}','Next':'X'}]},
                      'X':{'Type':'Fail','Error':'two','Cause':'for the test'},
                      'Q':{'Type':'Pass','End':true}}},
                  'Output':'done','End':true}}}
                """;
        String execution = machines.start(machines.make(definition), "{}");

        DescribeExecutionResponse ended = machines.ended(execution);

        assertThat(ended.output()).isEqualTo("\"done\"");
        String run =
                machines.history(execution).stream()
                        .filter(event -> event.type() == HistoryEventType.MAP_RUN_STARTED)
                        .map(event -> event.mapRunStartedEventDetails().mapRunArn())
                        .findFirst()
                        .orElseThrow();
        assertThat(machines.client.listExecutions(list -> list.mapRunArn(run)).executions())
                .extracting(ExecutionListItem::status)
                .containsExactlyInAnyOrder(
                        ExecutionStatus.SUCCEEDED,
                        ExecutionStatus.FAILED,
                        ExecutionStatus.SUCCEEDED);
    }

    @Test
    void succeedEndsEarlyWithItsOutput() {
        assertThat(
                        machines.output(
                                """
                                {'StartAt':'S','States':{'S':{'Type':'Succeed','Output':{'n':'{% $count($states.input) %}'}}}}
                                """,
                                "[1,2]"))
                .isEqualTo(parsed("{'n':2}"));
    }

    @Test
    void failEndsWithItsErrorAndCause() {
        String definition =
                """
                {'StartAt':'F','States':{'F':{'Type':'Fail','Error':'My.Error','Cause':'{% \\"no \\" & $states.input %}'}}}
                """;
        String execution = machines.start(machines.make(definition), "'luck'");

        DescribeExecutionResponse ended = machines.ended(execution);

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).isEqualTo("My.Error");
        assertThat(ended.cause()).isEqualTo("no luck");
        assertThat(machines.history(execution))
                .extracting(HistoryEvent::type)
                .containsExactly(
                        HistoryEventType.EXECUTION_STARTED,
                        HistoryEventType.FAIL_STATE_ENTERED,
                        HistoryEventType.EXECUTION_FAILED);
    }

    @Test
    void executionKnowsItself() {
        String machine =
                machines.make(
                        """
                        {'StartAt':'P','States':{'P':{'Type':'Pass','End':true,'Output':{
                          'execution':'{% $states.context.Execution.Id %}',
                          'machine':'{% $states.context.StateMachine.Id %}',
                          'state':'{% $states.context.State.Name %}',
                          'input':'{% $states.context.Execution.Input %}'}}}}
                        """);
        String execution = machines.start(machine, "{'a':1}");

        assertThat(parsed(machines.ended(execution).output()))
                .isEqualTo(
                        parsed(
                                "{'execution':'%s','machine':'%s','state':'P','input':{'a':1}}"
                                        .formatted(execution, machine)));
    }
}
