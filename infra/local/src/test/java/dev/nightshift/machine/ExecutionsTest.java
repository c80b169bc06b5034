package dev.nightshift.machine;

import static dev.nightshift.machine.Machines.full;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.site.Declared;
import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** Executions and machines, as they are started, stopped, listed and told. */
@OnEverySite
class ExecutionsTest {
    private static final String WAITING =
            "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':3600,'End':true}}}";
    private static final String PASSING =
            """
            {'StartAt':'A','States':{'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Pass','Next':'C'},
              'C':{'Type':'Pass','End':true}}}
            """;

    private static Machines machines;
    private static SfnClient client;

    @Parameter Site site;

    @BeforeParameterizedClassInvocation
    static void connect(Site site) {
        machines = new Machines(site);
        client = machines.client;
    }

    @Test
    void sameNameAndInputAreTheSameExecutionWhileItRuns() {
        String machine = machines.make(WAITING);
        String execution = named(machine, "one", "{\"n\":1}");

        assertThat(named(machine, "one", "{\"n\":1}")).isEqualTo(execution);
        refused(ExecutionAlreadyExistsException.class, () -> named(machine, "one", "{\"n\":2}"));

        client.stopExecution(stop -> stop.executionArn(execution));
        machines.ended(execution);
        refused(ExecutionAlreadyExistsException.class, () -> named(machine, "one", "{\"n\":1}"));
        assertThat(client.listExecutions(list -> list.stateMachineArn(machine)).executions())
                .hasSize(1);
    }

    @Test
    void stoppedExecutionIsAbortedForTheReasonGiven() {
        String execution = machines.start(machines.make(WAITING), "{}");

        client.stopExecution(stop -> stop.executionArn(execution).error("E").cause("enough"));

        DescribeExecutionResponse ended = machines.ended(execution);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(ended.error()).isEqualTo("E");
        assertThat(ended.cause()).isEqualTo("enough");
        assertThat(ended.stopDate()).isAfterOrEqualTo(ended.startDate());
        assertThat(ended.output()).isNull();
    }

    @Test
    void historyComesInPagesForwardsAndBackwards() {
        String execution = machines.start(machines.make(PASSING), "{}");
        machines.ended(execution);

        List<Long> whole = ids(execution, 1000, false);

        assertThat(whole).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(ids(execution, 3, false)).isEqualTo(whole);
        assertThat(ids(execution, 3, true)).isEqualTo(whole.reversed());
    }

    private static List<Long> ids(String execution, int page, boolean newestFirst) {
        var pages =
                client.getExecutionHistoryPaginator(
                        ask ->
                                ask.executionArn(execution)
                                        .maxResults(page)
                                        .reverseOrder(newestFirst));
        assertThat(pages.stream().findFirst().orElseThrow().events())
                .hasSizeLessThanOrEqualTo(page);
        return pages.events().stream().map(HistoryEvent::id).toList();
    }

    @Test
    void executionsAreListedByStatusAndInPages() {
        String machine = machines.make(WAITING);
        String first = named(machine, "first", "{}");
        String second = named(machine, "second", "{}");
        String third = named(machine, "third", "{}");
        client.stopExecution(stop -> stop.executionArn(second));
        machines.ended(second);

        assertThat(
                        client
                                .listExecutionsPaginator(
                                        list ->
                                                list.stateMachineArn(machine)
                                                        .statusFilter(ExecutionStatus.RUNNING)
                                                        .maxResults(1))
                                .executions()
                                .stream()
                                .map(ExecutionListItem::executionArn))
                .containsExactlyInAnyOrder(first, third);
    }

    @Test
    void executionKeepsTheDefinitionItBeganWith() {
        String machine = machines.make(WAITING);
        String execution = machines.start(machine, "{}");

        client.updateStateMachine(to -> to.stateMachineArn(machine).definition(full(PASSING)));

        assertThat(
                        client.describeStateMachineForExecution(ask -> ask.executionArn(execution))
                                .definition())
                .isEqualTo(full(WAITING));
        assertThat(client.describeStateMachine(ask -> ask.stateMachineArn(machine)).definition())
                .isEqualTo(full(PASSING));
    }

    @Test
    void machineMadeTwiceIsOne() {
        String name = Declared.freshName();

        assertThat(machines.make(name, PASSING)).isEqualTo(machines.make(name, PASSING));
    }

    @Test
    void deletedMachineStartsNothing() {
        String machine = machines.make(PASSING);
        client.deleteStateMachine(delete -> delete.stateMachineArn(machine));

        refused(StateMachineDoesNotExistException.class, () -> machines.start(machine, "{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StartAt':'Nowhere','States':{'A':{'Type':'Pass','End':true}}}",
                "{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'Nowhere'}}}",
                "{'StartAt':'A','States':{'A':{'Type':'Nonsense','End':true}}}"
            })
    void machineThatCanNotRunIsRefused(String definition) {
        refused(InvalidDefinitionException.class, () -> machines.make(definition));
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "with*star", "with:colon", "<angle>"})
    void nameThatAwsDoesNotTakeIsRefused(String name) {
        String machine = machines.make(PASSING);

        refused(InvalidNameException.class, () -> machines.make(name, PASSING));
        refused(InvalidNameException.class, () -> named(machine, name, "{}"));
    }

    @Test
    void nameHasUpTo80Characters() {
        String machine = machines.make(PASSING);

        assertThat(named(machine, "n".repeat(80), "{}")).endsWith("n".repeat(80));
        refused(SfnException.class, () -> named(machine, "n".repeat(81), "{}"));
    }

    @Test
    void whatIsNotThereIsRefusedByName() {
        String machine = machines.make(PASSING);
        String execution = machines.start(machine, "{}");

        refused(StateMachineDoesNotExistException.class, () -> machines.start(machine + "x", "{}"));
        refused(
                ExecutionDoesNotExistException.class,
                () -> client.describeExecution(ask -> ask.executionArn(execution + "x")));
        refused(InvalidExecutionInputException.class, () -> machines.start(machine, "{"));
        refused(
                InvalidTokenException.class,
                () -> client.sendTaskSuccess(to -> to.taskToken("nobody-waits").output("{}")));
    }

    private static String named(String machine, String name, String input) {
        return client.startExecution(to -> to.stateMachineArn(machine).name(name).input(input))
                .executionArn();
    }

    private static void refused(Class<? extends SfnException> type, Runnable request) {
        assertThatExceptionOfType(type).isThrownBy(request::run);
    }
}
