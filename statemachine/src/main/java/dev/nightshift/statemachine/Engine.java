package dev.nightshift.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.statemachine.definition.Definition;
import dev.nightshift.statemachine.definition.DefinitionException;
import dev.nightshift.statemachine.definition.Problem;
import dev.nightshift.statemachine.execution.Execution;
import dev.nightshift.statemachine.execution.ExecutionApi;
import dev.nightshift.statemachine.execution.ExecutionFilter;
import dev.nightshift.statemachine.execution.HistoryEvent;
import dev.nightshift.statemachine.execution.Machine;
import dev.nightshift.statemachine.execution.Machines;
import dev.nightshift.statemachine.execution.Names;
import dev.nightshift.statemachine.execution.Page;
import dev.nightshift.statemachine.execution.RequestException;
import dev.nightshift.statemachine.execution.Runner;
import dev.nightshift.statemachine.lambda.LambdaInvoker;
import dev.nightshift.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A durable engine for state machines written in JSONata, doing as AWS Step Functions does.
 *
 * <p>Everything is in one file. Close the engine, or kill its process, at any moment; opened again
 * on the same file it goes on: waits keep their instants, tokens stay good, and a function that was
 * running counts as failed with {@code Lambda.Unknown}, so that the machine's own Retry decides.
 * What has stopped is forgotten after 90 days.
 *
 * <p>Requests that cannot be granted throw {@link RequestException}. Safe for many threads.
 */
public final class Engine implements AutoCloseable {
    private final Runner runner;
    private final Machines machines;
    private final ExecutionApi executions;

    private Engine(Runner runner) {
        this.runner = runner;
        this.machines = new Machines(runner);
        this.executions = new ExecutionApi(runner);
    }

    /** Opens an engine with ARNs of us-east-1 and account 000000000000. */
    public static Engine open(Path file, Timeline time, LambdaInvoker lambda) {
        return open(file, time, lambda, new Names("us-east-1", "000000000000"));
    }

    /**
     * Opens the file, or makes it, and goes on with every execution in it.
     *
     * @param file used by one engine at a time
     */
    public static Engine open(Path file, Timeline time, LambdaInvoker lambda, Names names) {
        return new Engine(Runner.open(file, time, lambda, names));
    }

    /**
     * Makes a machine; the same name and definition once more changes nothing.
     *
     * @throws DefinitionException naming everything that is wrong or not supported
     */
    public Machine createStateMachine(String name, String definition, String roleArn) {
        return machines.create(name, definition, roleArn);
    }

    /**
     * Changes a machine for executions to come.
     *
     * @param definition null: as it is
     * @param roleArn null: as it is
     * @throws DefinitionException naming everything that is wrong or not supported
     */
    public Machine updateStateMachine(
            String arn, @Nullable String definition, @Nullable String roleArn) {
        return machines.update(arn, definition, roleArn);
    }

    public Machine describeStateMachine(String arn) {
        return machines.describe(arn);
    }

    /** The text of a definition, by the hash in {@link Machine} or {@link Execution}. */
    public String definition(String hash) {
        return machines.definition(hash);
    }

    /**
     * The machines, by name.
     *
     * @param max items per page, from 1
     * @param next of the page before; null: the first page
     */
    public Page<Machine> listStateMachines(int max, @Nullable String next) {
        return machines.list(max, next);
    }

    /**
     * Removes a machine, if it is there: at once when none of its executions runs, otherwise with
     * the last of them. Each of those is stopped where it would enter its next state.
     */
    public void deleteStateMachine(String arn) {
        machines.delete(arn);
    }

    /** What {@link #createStateMachine} would refuse; empty when nothing. */
    public static List<Problem> validate(String definition) {
        try {
            Definition.parse(definition);
            return List.of();
        } catch (DefinitionException e) {
            return e.problems();
        }
    }

    /**
     * Starts an execution. The same name and input give the same execution while it runs.
     *
     * @param name null: one is made up
     * @param input JSON
     */
    public Execution startExecution(String machineArn, @Nullable String name, String input) {
        return executions.start(machineArn, name, input);
    }

    public Execution describeExecution(String arn) {
        return executions.describe(arn);
    }

    public JsonNode input(Execution execution) {
        return executions.input(execution);
    }

    /** null unless the execution has succeeded. */
    public @Nullable JsonNode output(Execution execution) {
        return executions.output(execution);
    }

    /**
     * The newest executions first.
     *
     * @param max items per page, from 1
     * @param next of the page before; null: the first page
     */
    public Page<Execution> listExecutions(ExecutionFilter filter, int max, @Nullable String next) {
        return executions.list(filter, max, next);
    }

    /** Stops an execution and all it has started; one that is over stays as it is. */
    public Execution stopExecution(String arn, @Nullable String error, @Nullable String cause) {
        return executions.stop(arn, error, cause);
    }

    /**
     * The events of an execution.
     *
     * @param newestFirst false: from the beginning
     * @param max items per page, from 1
     * @param next of the page before; null: the first page
     */
    public Page<HistoryEvent> getExecutionHistory(
            String arn, boolean newestFirst, int max, @Nullable String next) {
        return executions.history(arn, newestFirst, max, next);
    }

    /**
     * Answers a token; the answer is the task's result.
     *
     * @param output JSON
     */
    public void sendTaskSuccess(String token, String output) {
        executions.tokenSucceeded(token, output);
    }

    public void sendTaskFailure(String token, @Nullable String error, @Nullable String cause) {
        executions.tokenFailed(token, error, cause);
    }

    public void sendTaskHeartbeat(String token) {
        executions.heartbeat(token);
    }

    /**
     * Waits, by the clock on the wall, until only the timeline or an answer from outside can move
     * anything. For those who move the timeline themselves.
     *
     * @return whether that came about in time
     */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        return runner.awaitIdle(atMost);
    }

    /**
     * How often states began since the engine was opened, repeats by {@code Retry} included: what
     * AWS charges as state transitions.
     */
    public long steps() {
        return runner.steps();
    }

    /** Stops between two transitions. Functions still running end unheard. */
    @Override
    public void close() {
        runner.close();
    }
}
