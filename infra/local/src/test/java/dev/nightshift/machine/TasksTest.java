package dev.nightshift.machine;

import static dev.nightshift.machine.Machines.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** Tasks that call a function, where a site has one. */
@OnEverySite
class TasksTest {
    private static Machines machines;
    private static String function;

    @Parameter Site site;

    @BeforeParameterizedClassInvocation
    static void connect(Site site) {
        machines = new Machines(site);
        function = site.function();
    }

    @Test
    void functionGetsThePayloadAndItsAnswerIsTheResult() {
        String definition =
                """
                {'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                  'Arguments':{'FunctionName':'%s','Payload':{'text':'{%% $states.input.text %%}'}},
                  'Output':'{%% $states.result.Payload.echo %%}','End':true}}}
                """
                        .formatted(function);

        assertThat(machines.output(definition, "{'text':'Zürich 東京'}"))
                .isEqualTo(parsed("{'text':'Zürich 東京'}"));
    }

    @Test
    void errorOfTheFunctionIsCaughtByItsName() {
        String definition =
                """
                {'StartAt':'T','States':{
                  'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                    'Arguments':{'FunctionName':'%s','Payload':{'fail':'on purpose'}},'End':true,
                    'Catch':[{'ErrorEquals':['dev.nightshift.local.function.EchoException'],
                      'Output':'{%% $parse($states.errorOutput.Cause).errorMessage %%}','Next':'C'}]},
                  'C':{'Type':'Succeed'}}}
                """
                        .formatted(function);

        assertThat(machines.output(definition, "{}").asText()).isEqualTo("on purpose");
    }

    @Test
    void taskWaitsForItsTokenToBeAnswered() {
        String execution = waiting("'End':true");

        machines.client.sendTaskHeartbeat(to -> to.taskToken(token(execution)));
        machines.client.sendTaskSuccess(
                to -> to.taskToken(token(execution)).output("{\"answer\":[1]}"));

        assertThat(parsed(machines.ended(execution).output())).isEqualTo(parsed("{'answer':[1]}"));
    }

    @Test
    void tokenAnsweredWithAnErrorFailsTheTask() {
        String execution = waiting("'End':true");

        machines.client.sendTaskFailure(
                to -> to.taskToken(token(execution)).error("Mine").cause("because"));

        DescribeExecutionResponse ended = machines.ended(execution);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).isEqualTo("Mine");
        assertThat(ended.cause()).isEqualTo("because");
    }

    @Test
    void tokenIsAnsweredOnce() {
        String execution = waiting("'End':true");
        String token = token(execution);
        machines.client.sendTaskSuccess(to -> to.taskToken(token).output("1"));

        assertThatExceptionOfType(SfnException.class)
                .isThrownBy(
                        () ->
                                machines.client.sendTaskSuccess(
                                        to -> to.taskToken(token).output("2")));

        assertThat(machines.ended(execution).output()).isEqualTo("1");
    }

    @Test
    void tokenThatNobodyAnswersInTimeIsATimeout() {
        String execution =
                waiting(
                        """
                        'TimeoutSeconds':1,'End':true
                        """);

        assertThat(machines.ended(execution).error()).isEqualTo("States.Timeout");
    }

    private static String waiting(String more) {
        return machines.start(
                machines.make(
                        """
                        {'StartAt':'T','States':{'T':{'Type':'Task',
                          'Resource':'arn:aws:states:::lambda:invoke.waitForTaskToken',
                          'Arguments':{'FunctionName':'%s','Payload':{'token':'{%% $states.context.Task.Token %%}'}},
                          %s}}}
                        """
                                .formatted(function, more)),
                "{}");
    }

    /** The token that the function was given, once it has returned. */
    private static String token(String execution) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> tokenIfSubmitted(execution), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<String> tokenIfSubmitted(String execution) {
        var events = machines.history(execution);
        if (events.stream().noneMatch(event -> event.type() == HistoryEventType.TASK_SUBMITTED)) {
            return Optional.empty();
        }
        return events.stream()
                .filter(event -> event.type() == HistoryEventType.TASK_SCHEDULED)
                .map(HistoryEvent::taskScheduledEventDetails)
                .map(scheduled -> parsed(scheduled.parameters()).at("/Payload/token").asText())
                .findFirst();
    }
}
