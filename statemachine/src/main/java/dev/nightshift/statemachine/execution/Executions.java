package dev.nightshift.statemachine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.definition.Definition;
import dev.nightshift.statemachine.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Executions from their start to their end. */
final class Executions {
    private final Interpreter interpreter;
    private final Transition tx;
    private final Retention retention;

    Executions(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.tx = interpreter.tx;
        this.retention = new Retention(tx.store());
    }

    Execution start(Machine machine, String name, JsonNode input) {
        Definition definition = tx.definitions().get(machine.definition());
        Duration timeout = definition.timeout();
        Execution execution =
                new Execution(
                        nextId(),
                        tx.names().execution(machine.name(), name),
                        name,
                        machine.arn(),
                        machine.roleArn(),
                        machine.definition(),
                        null,
                        ExecutionStatus.RUNNING,
                        tx.now(),
                        null,
                        timeout == null ? null : tx.now().plus(timeout),
                        null,
                        null,
                        0,
                        0,
                        0,
                        0);
        begin(execution, definition.workflow().startAt(), input);
        return execution;
    }

    /** Starts an execution for one item of a distributed Map. */
    Execution startChild(
            Execution parent,
            Execution.Origin origin,
            String name,
            String label,
            String startAt,
            JsonNode input) {
        String whole = Names.unlabelled(parent.machineArn());
        String machine = Names.machineName(whole) + "/" + label;
        Execution execution =
                new Execution(
                        nextId(),
                        tx.names().execution(machine, name),
                        name,
                        tx.names().machine(machine),
                        parent.roleArn(),
                        parent.definition(),
                        origin,
                        ExecutionStatus.RUNNING,
                        tx.now(),
                        null,
                        null,
                        null,
                        null,
                        0,
                        0,
                        0,
                        0);
        begin(execution, startAt, input);
        return execution;
    }

    private long nextId() {
        long id = tx.store().lastExecution() + 1;
        tx.store().lastExecution(id);
        return id;
    }

    private void begin(Execution execution, String startAt, JsonNode input) {
        tx.save(execution);
        tx.store().names.put(execution.arn(), execution.id());
        tx.store().inputs.put(execution.id(), input);
        ObjectNode details = Transition.with(Json.object(), "input", input);
        details.put("roleArn", execution.roleArn());
        int event = tx.event(execution.id(), 0, "ExecutionStarted", details);
        FrameId root = new FrameId(execution.id(), tx.newFrame(execution.id()));
        tx.save(
                new Frame(
                        root,
                        null,
                        0,
                        null,
                        startAt,
                        new Phase.Ready(),
                        input,
                        Map.of(),
                        null,
                        0,
                        event));
    }

    void succeed(Frame root, JsonNode output) {
        Execution execution = tx.execution(root.id().execution());
        tx.store().outputs.put(execution.id(), output);
        ObjectNode details = Transition.with(Json.object(), "output", output);
        tx.event(execution.id(), root.lastEvent(), "ExecutionSucceeded", details);
        close(execution.id(), ExecutionStatus.SUCCEEDED, null);
        if (execution.origin() != null) {
            interpreter.fans.executionSucceeded(execution.origin(), output);
        }
    }

    void fail(long id, int previousEvent, Failure failure) {
        tx.event(id, previousEvent, "ExecutionFailed", failure.details());
        close(id, ExecutionStatus.FAILED, failure);
        tellOrigin(id);
    }

    /** Fails an execution whatever it is doing; one that is over stays as it is. */
    void giveUp(long id, Failure failure) {
        Execution execution = tx.execution(id);
        if (execution.running()) {
            fail(id, execution.events(), failure);
        }
    }

    /** Nothing catches this; DescribeExecution then names neither error nor cause. */
    void timeOut(long id) {
        Execution execution = tx.execution(id);
        Instant deadline = execution.deadline();
        if (!execution.running() || deadline == null || deadline.isAfter(tx.now())) {
            return;
        }
        tx.event(id, execution.events(), "ExecutionTimedOut", Failure.timeout().details());
        close(id, ExecutionStatus.TIMED_OUT, null);
        tellOrigin(id);
    }

    /** Stops an execution; one that is over stays as it is. */
    void abort(long id, Failure failure) {
        if (tx.execution(id).running()) {
            abortQuietly(id, failure);
            tellOrigin(id);
        }
    }

    /** As {@link #abort}, by the Map that started it and counts it no more. */
    void abortQuietly(long id, Failure failure) {
        Execution execution = tx.execution(id);
        if (execution.running()) {
            tx.event(id, execution.events(), "ExecutionAborted", failure.details());
            close(id, ExecutionStatus.ABORTED, failure);
        }
    }

    private void tellOrigin(long id) {
        Execution.Origin origin = tx.execution(id).origin();
        if (origin != null) {
            interpreter.fans.executionFailed(origin);
        }
    }

    /** Takes down whatever is still under way; functions that run end unheard. */
    private void close(long id, ExecutionStatus status, @Nullable Failure failure) {
        for (Frame frame : tx.frames(id)) {
            interpreter.fans.forgetChildren(frame);
            tx.remove(frame.id());
        }
        Execution stopped =
                tx.execution(id)
                        .stopped(
                                status,
                                tx.now(),
                                failure == null ? null : failure.error(),
                                failure == null ? null : failure.cause());
        tx.save(stopped);
        retention.closed(stopped, tx.now());
        if (isBeingDeleted(stopped)) {
            finishDeleting(Names.unlabelled(stopped.machineArn()));
        }
    }

    /** Whether the machine of an execution waits for its executions to end. */
    boolean isBeingDeleted(Execution execution) {
        String arn = Names.unlabelled(execution.machineArn());
        Machine machine = tx.store().machines.get(Names.machineName(arn));
        return machine != null && machine.deleting();
    }

    /** Removes a machine if none of its executions runs. */
    void finishDeleting(String machineArn) {
        boolean runs =
                tx.store().executions.range(0L, Long.MAX_VALUE).stream()
                        .filter(Execution::running)
                        .anyMatch(one -> Names.unlabelled(one.machineArn()).equals(machineArn));
        if (!runs) {
            tx.store().machines.remove(Names.machineName(machineArn));
        }
    }
}
