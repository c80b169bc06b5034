package dev.nightshift.machine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.site.Declared;
import dev.nightshift.site.Site;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/**
 * The state machines of a test, with AWS's own client. They go with the site, what runs in them is
 * stopped. Definitions are written with single quotes and without their query language.
 */
public final class Machines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLE = "arn:aws:iam::000000000000:role/nightshift-suite";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Site site;
    final SfnClient client;

    public Machines(Site site) {
        this.site = site;
        this.client = site.stepFunctionsClient();
    }

    /** Makes a machine of a fresh name; its ARN. */
    public String make(String definition) {
        return make(Declared.freshName(), definition);
    }

    String make(String name, String definition) {
        String arn =
                client.createStateMachine(
                                to -> to.name(name).definition(full(definition)).roleArn(ROLE))
                        .stateMachineArn();
        site.add(() -> remove(arn));
        return arn;
    }

    private void remove(String arn) {
        try {
            stopAll(arn);
        } catch (StateMachineDoesNotExistException deleted) {
            // By its test.
        }
        client.deleteStateMachine(delete -> delete.stateMachineArn(arn));
    }

    private void stopAll(String arn) {
        client
                .listExecutionsPaginator(
                        list -> list.stateMachineArn(arn).statusFilter(ExecutionStatus.RUNNING))
                .executions()
                .stream()
                .toList()
                .forEach(
                        running ->
                                client.stopExecution(
                                        stop -> stop.executionArn(running.executionArn())));
    }

    String start(String machine, String input) {
        return client.startExecution(to -> to.stateMachineArn(machine).input(json(input)))
                .executionArn();
    }

    /** An execution that has ended. */
    DescribeExecutionResponse run(String definition, String input) {
        return ended(start(make(definition), input));
    }

    /** The output of an execution that must succeed. */
    JsonNode output(String definition, String input) {
        DescribeExecutionResponse ended = run(definition, input);
        if (ended.status() != ExecutionStatus.SUCCEEDED) {
            throw new AssertionError(
                    "%s: %s: %s".formatted(ended.status(), ended.error(), ended.cause()));
        }
        return parsed(ended.output());
    }

    DescribeExecutionResponse ended(String execution) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> client.describeExecution(ask -> ask.executionArn(execution)),
                        now -> now.status() != ExecutionStatus.RUNNING);
    }

    List<HistoryEvent> history(String execution) {
        return client
                .getExecutionHistoryPaginator(
                        ask -> ask.executionArn(execution).includeExecutionData(true))
                .events()
                .stream()
                .toList();
    }

    /** JSON of which single quotes are made double ones. */
    static JsonNode parsed(String text) {
        try {
            return JSON.readTree(json(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static String full(String definition) {
        return json("{'QueryLanguage':'JSONata'," + definition.strip().substring(1));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
