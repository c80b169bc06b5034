package dev.nightshift.statemachine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.statemachine.execution.RequestException.Reason;
import dev.nightshift.statemachine.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of executions. */
public final class ExecutionApi {
    private final Runner runner;

    public ExecutionApi(Runner runner) {
        this.runner = runner;
    }

    /** Idempotent by name and input while the execution runs. */
    public Execution start(String machineArn, @Nullable String name, String input) {
        JsonNode json =
                json(
                        input,
                        Reason.INVALID_EXECUTION_INPUT,
                        "Invalid State Machine Execution Input");
        String chosen = name == null ? UUID.randomUUID().toString() : name;
        Machines.checkName(chosen);
        return runner.transact(
                interpreter -> {
                    Transition tx = interpreter.tx;
                    Machine machine = Machines.active(tx, machineArn);
                    String arn = tx.names().execution(machine.name(), chosen);
                    Long id = tx.store().names.get(arn);
                    if (id == null) {
                        return interpreter.executions.start(machine, chosen, json);
                    }
                    Execution old = tx.execution(id);
                    if (old.running() && json.equals(tx.store().inputs.get(id))) {
                        return old;
                    }
                    throw new RequestException(
                            Reason.EXECUTION_ALREADY_EXISTS,
                            "Execution Already Exists: '" + arn + "'");
                });
    }

    public Execution describe(String arn) {
        return runner.transact(interpreter -> get(interpreter.tx, arn));
    }

    public JsonNode input(Execution execution) {
        JsonNode input = runner.transact(i -> i.tx.store().inputs.get(execution.id()));
        return input == null ? Json.object() : input;
    }

    /** null unless the execution has succeeded. */
    public @Nullable JsonNode output(Execution execution) {
        return runner.transact(i -> i.tx.store().outputs.get(execution.id()));
    }

    /** The newest first. */
    public Page<Execution> list(ExecutionFilter filter, int max, @Nullable String next) {
        return runner.transact(
                interpreter -> {
                    long last = interpreter.tx.store().lastExecution();
                    long position = Page.position(next, Long.MAX_VALUE, last);
                    List<Execution> found = new ArrayList<>();
                    for (Execution execution :
                            interpreter.tx.store().executions.downFrom(position)) {
                        if (filter.matches(execution)) {
                            if (found.size() == max) {
                                return new Page<>(found, Long.toString(execution.id()));
                            }
                            found.add(execution);
                        }
                    }
                    return new Page<>(found, null);
                });
    }

    /** Stops an execution and all it has started; one that is over stays as it is. */
    public Execution stop(String arn, @Nullable String error, @Nullable String cause) {
        long id = describe(arn).id();
        runner.advance(id, i -> i.executions.abort(id, new Failure(error, cause)));
        return describe(arn);
    }

    public Page<HistoryEvent> history(
            String arn, boolean newestFirst, int max, @Nullable String next) {
        return runner.transact(
                interpreter -> {
                    Transition tx = interpreter.tx;
                    Execution execution = get(tx, arn);
                    int count = execution.events();
                    long first = Page.position(next, newestFirst ? count : 1, count);
                    long last =
                            newestFirst
                                    ? Math.max(1, first - max + 1)
                                    : Math.min(count, first + max - 1);
                    long id = execution.id();
                    long low = FrameId.key(id, Math.min(first, last));
                    long high = FrameId.key(id, Math.max(first, last));
                    List<HistoryEvent> events = tx.store().events.range(low, high);
                    boolean more = newestFirst ? last > 1 : last < count;
                    return new Page<>(
                            newestFirst ? events.reversed() : events,
                            more ? Long.toString(newestFirst ? last - 1 : last + 1) : null);
                });
    }

    /**
     * Gives a task its result.
     *
     * @param output JSON
     */
    public void tokenSucceeded(String token, String output) {
        JsonNode json = json(output, Reason.INVALID_OUTPUT, "Invalid Output");
        long execution = TaskToken.parse(token).frame().execution();
        runner.advance(execution, i -> i.tasks.tokenSucceeded(token, json));
    }

    public void tokenFailed(String token, @Nullable String error, @Nullable String cause) {
        long execution = TaskToken.parse(token).frame().execution();
        runner.advance(execution, i -> i.tasks.tokenFailed(token, error, cause));
    }

    public void heartbeat(String token) {
        long execution = TaskToken.parse(token).frame().execution();
        runner.advance(execution, i -> i.tasks.heartbeat(token));
    }

    private static JsonNode json(String text, Reason reason, String what) {
        try {
            JsonNode json = Json.parse(text);
            if (Limits.exceeds(json)) {
                throw new RequestException(
                        reason, what + ": larger than " + Limits.BYTES + " bytes");
            }
            return json;
        } catch (IllegalArgumentException e) {
            throw new RequestException(reason, what + ": '" + e.getMessage() + "'");
        }
    }

    private static Execution get(Transition tx, String arn) {
        Long id = tx.store().names.get(arn);
        if (id == null) {
            throw new RequestException(
                    Reason.EXECUTION_DOES_NOT_EXIST, "Execution Does Not Exist: '" + arn + "'");
        }
        return tx.execution(id);
    }
}
