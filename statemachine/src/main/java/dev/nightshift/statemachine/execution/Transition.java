package dev.nightshift.statemachine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.definition.Definition;
import dev.nightshift.statemachine.definition.State;
import dev.nightshift.statemachine.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one step reads and writes, and what has to happen once it is durable. Nothing outside the
 * engine sees anything of it before.
 */
final class Transition {
    private final Store store;
    private final Definitions definitions;
    private final Names names;
    private final Instant now;
    private final Set<FrameId> touched = new LinkedHashSet<>();
    private final Set<FrameId> again = new LinkedHashSet<>();
    private final List<Invocation> invocations = new ArrayList<>();
    private int steps;

    Transition(Store store, Definitions definitions, Names names, Instant now) {
        this.store = store;
        this.definitions = definitions;
        this.names = names;
        this.now = now;
    }

    /** Notes that a state begins, or begins again by {@code Retry}. */
    void noteStep() {
        steps++;
    }

    int steps() {
        return steps;
    }

    Store store() {
        return store;
    }

    Definitions definitions() {
        return definitions;
    }

    Names names() {
        return names;
    }

    /** To the millisecond, as timestamps are given out. */
    Instant now() {
        return now;
    }

    Execution execution(long id) {
        Execution execution = store.executions.get(id);
        if (execution == null) {
            throw new IllegalStateException("no execution " + id);
        }
        return execution;
    }

    void save(Execution execution) {
        store.executions.put(execution.id(), execution);
        touched.add(FrameId.deadline(execution.id()));
    }

    /** null when the frame has ended. */
    @Nullable Frame find(FrameId id) {
        return store.frames.get(id.key());
    }

    Frame frame(FrameId id) {
        Frame frame = find(id);
        if (frame == null) {
            throw new IllegalStateException("no frame " + id);
        }
        return frame;
    }

    List<Frame> frames(long execution) {
        return store.frames.range(
                FrameId.key(execution, 0), FrameId.key(execution, Integer.MAX_VALUE));
    }

    void save(Frame frame) {
        store.frames.put(frame.id().key(), frame);
        touched.add(frame.id());
    }

    Frame update(FrameId id, UnaryOperator<Frame> change) {
        Frame frame = change.apply(frame(id));
        save(frame);
        return frame;
    }

    void remove(FrameId id) {
        Map<String, JsonNode> variables = frame(id).variables();
        if (!variables.isEmpty()) {
            long bytes = variables.values().stream().mapToLong(v -> Json.bytes(v).length).sum();
            growVariables(id.execution(), -bytes);
        }
        store.frames.remove(id.key());
        touched.add(id);
    }

    /** Has a frame stepped once more, though it is not ready for a state. */
    void again(FrameId id) {
        again.add(id);
    }

    void invoke(Invocation invocation) {
        invocations.add(invocation);
    }

    Definition definition(long execution) {
        return definitions.get(execution(execution).definition());
    }

    State state(Frame frame) {
        return definition(frame.id().execution()).state(frame.state());
    }

    /** The next free number for a frame of an execution. */
    int newFrame(long execution) {
        Execution row = execution(execution);
        save(row.counting(row.events(), row.frames() + 1, row.children(), row.variableBytes()));
        return row.frames();
    }

    /** The first of so many free numbers for children's rows. */
    int newChildren(long execution, int count) {
        Execution row = execution(execution);
        int children = row.children() + count;
        save(row.counting(row.events(), row.frames(), children, row.variableBytes()));
        return row.children();
    }

    /** Counts what the variables of an execution grow by; false, and not, if by too much. */
    boolean growVariables(long execution, long bytes) {
        Execution row = execution(execution);
        long total = row.variableBytes() + bytes;
        if (bytes > 0 && total > Limits.VARIABLES) {
            return false;
        }
        save(row.counting(row.events(), row.frames(), row.children(), total));
        return true;
    }

    /** Appends to a frame's history, after what it did last. */
    int event(FrameId id, String type, @Nullable ObjectNode details) {
        Frame frame = frame(id);
        int event = event(id.execution(), frame.lastEvent(), type, details);
        save(frame.after(event));
        return event;
    }

    /**
     * Appends to an execution's history.
     *
     * @return the event's number
     * @throws ExecutionFault when only the last event still fits
     */
    int event(long execution, int previous, String type, @Nullable ObjectNode details) {
        Execution row = execution(execution);
        if (row.events() >= Limits.EVENTS - 1 && row.running() && !lastOfAll(type)) {
            throw new ExecutionFault(
                    execution,
                    "The execution reached the maximum number of history events ("
                            + Limits.EVENTS
                            + ").");
        }
        int id = row.events() + 1;
        store.events.put(
                FrameId.key(execution, id), new HistoryEvent(id, previous, now, type, details));
        save(row.counting(id, row.frames(), row.children(), row.variableBytes()));
        return id;
    }

    private static boolean lastOfAll(String type) {
        return type.startsWith("Execution") && !type.equals("ExecutionStarted");
    }

    /** Adds a document to an event's details, as text beside the note that it is whole. */
    static ObjectNode with(ObjectNode details, String field, JsonNode json) {
        details.put(field, Json.text(json));
        details.putObject(field + "Details").put("truncated", false);
        return details;
    }

    Set<FrameId> touched() {
        return touched;
    }

    Set<FrameId> toStepAgain() {
        return again;
    }

    List<Invocation> invocations() {
        return invocations;
    }
}
