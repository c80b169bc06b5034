package dev.nightshift.statemachine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.statemachine.definition.State;
import dev.nightshift.statemachine.definition.Workflow;
import dev.nightshift.statemachine.execution.Scopes.Moment;
import dev.nightshift.statemachine.expression.Scope;
import dev.nightshift.statemachine.json.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of branches and items, and how one of them is set going. */
final class Children {
    private final Interpreter interpreter;
    private final Transition tx;

    Children(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.tx = interpreter.tx;
    }

    /** Writes a row for each value; gives the number of the first. */
    int add(long execution, List<JsonNode> values) {
        int base = tx.newChildren(execution, values.size());
        for (int i = 0; i < values.size(); i++) {
            put(execution, base + i, new Child(values.get(i), null, false));
        }
        return base;
    }

    List<Child> of(Frame frame, Phase.FannedOut fan) {
        long execution = frame.id().execution();
        return tx.store()
                .children
                .range(
                        FrameId.key(execution, fan.base()),
                        FrameId.key(execution, fan.base() + fan.size() - 1L));
    }

    void remove(Frame frame, Phase.FannedOut fan) {
        for (int i = 0; i < fan.size(); i++) {
            tx.store().children.remove(FrameId.key(frame.id().execution(), fan.base() + i));
        }
    }

    void succeeded(Frame frame, Phase.FannedOut fan, int index, JsonNode output) {
        put(frame.id().execution(), fan.base() + index, new Child(output, null, false));
    }

    void failed(Frame frame, Phase.FannedOut fan, int index) {
        JsonNode nothing = Json.object();
        put(frame.id().execution(), fan.base() + index, new Child(nothing, null, true));
    }

    /** Starts the next child in order; false when its input is too large. */
    boolean start(Frame parent, Phase.FannedOut fan) {
        int index = fan.started();
        JsonNode value = get(parent.id().execution(), fan.base() + index).value();
        if (tx.state(parent) instanceof State.Parallel parallel) {
            startInline(parent, index, parallel.branches().get(index), value, null);
        } else if (tx.state(parent) instanceof State.ForEach map) {
            JsonNode input = select(parent, map, index, value);
            if (Limits.exceeds(input)) {
                return false;
            }
            if (map.distributed()) {
                startExecution(parent, fan, map, index, value, input);
            } else {
                var details = Json.object().put("name", map.name()).put("index", index);
                tx.event(parent.id(), "MapIterationStarted", details);
                startInline(parent, index, map.processor(), input, value);
            }
        }
        return true;
    }

    private JsonNode select(Frame parent, State.ForEach map, int index, JsonNode value) {
        if (map.selector() == null) {
            return value;
        }
        Scope scope = interpreter.scopes.of(parent, Moment.selecting(index, value));
        return map.selector().evaluate(scope, "ItemSelector");
    }

    private void startInline(
            Frame parent, int index, Workflow workflow, JsonNode input, @Nullable JsonNode item) {
        long execution = parent.id().execution();
        tx.save(
                new Frame(
                        new FrameId(execution, tx.newFrame(execution)),
                        parent.id().number(),
                        index,
                        item,
                        workflow.startAt(),
                        new Phase.Ready(),
                        input,
                        Map.of(),
                        null,
                        0,
                        tx.frame(parent.id()).lastEvent()));
    }

    private void startExecution(
            Frame parent,
            Phase.FannedOut fan,
            State.ForEach map,
            int index,
            JsonNode item,
            JsonNode input) {
        String mapRun = String.valueOf(fan.mapRunArn());
        Execution child =
                interpreter.executions.startChild(
                        tx.execution(parent.id().execution()),
                        new Execution.Origin(
                                parent.id(), parent.attempt(), index, map.name(), mapRun),
                        UUID.randomUUID().toString(),
                        map.label(),
                        map.processor().startAt(),
                        input);
        put(parent.id().execution(), fan.base() + index, new Child(item, child.id(), false));
    }

    private Child get(long execution, int number) {
        Child child = tx.store().children.get(FrameId.key(execution, number));
        if (child == null) {
            throw new IllegalStateException("no child " + number + " in execution " + execution);
        }
        return child;
    }

    private void put(long execution, int number, Child child) {
        tx.store().children.put(FrameId.key(execution, number), child);
    }
}
