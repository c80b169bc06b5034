package dev.nightshift.statemachine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.definition.Timestamps;
import dev.nightshift.statemachine.expression.Scope;
import dev.nightshift.statemachine.json.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what the expressions of a state see. */
final class Scopes {
    private final Transition tx;

    Scopes(Transition tx) {
        this.tx = tx;
    }

    /**
     * What is there only at some moments of a state.
     *
     * @param result of a Task, Parallel or Map that succeeded
     * @param errorOutput in a Catch
     * @param token in the Arguments of a task that awaits it
     * @param item in an ItemSelector
     */
    record Moment(
            @Nullable JsonNode result,
            @Nullable JsonNode errorOutput,
            @Nullable String token,
            @Nullable Item item) {
        static final Moment ENTRY = new Moment(null, null, null, null);

        static Moment success(JsonNode result) {
            return new Moment(result, null, null, null);
        }

        static Moment caught(Failure failure) {
            return new Moment(null, failure.errorOutput(), null, null);
        }

        static Moment calling(@Nullable String token) {
            return new Moment(null, null, token, null);
        }

        static Moment selecting(int index, JsonNode value) {
            return new Moment(null, null, null, new Item(index, value));
        }
    }

    record Item(int index, JsonNode value) {}

    Scope of(Frame frame, Moment moment) {
        ObjectNode states = Json.object();
        states.set("input", frame.input());
        states.set("context", context(frame, moment));
        if (moment.result() != null) {
            states.set("result", moment.result());
        }
        if (moment.errorOutput() != null) {
            states.set("errorOutput", moment.errorOutput());
        }
        return new Scope(variables(frame), states, tx.now());
    }

    /** A frame's own variables and those of the frames around it. */
    private Map<String, JsonNode> variables(Frame frame) {
        Map<String, JsonNode> all = new HashMap<>(frame.variables());
        Frame inner = frame;
        while (inner.parent() != null) {
            inner = tx.frame(inner.parentId());
            inner.variables().forEach(all::putIfAbsent);
        }
        return all;
    }

    private ObjectNode context(Frame frame, Moment moment) {
        Execution execution = tx.execution(frame.id().execution());
        JsonNode input = tx.store().inputs.get(execution.id());
        ObjectNode context = Json.object();
        context.putObject("Execution")
                .put("Id", execution.arn())
                .put("Name", execution.name())
                .put("RoleArn", execution.roleArn())
                .put("StartTime", Timestamps.text(execution.startedAt()))
                .put("RedriveCount", 0)
                .set("Input", input == null ? NullNode.instance : input);
        context.putObject("StateMachine")
                .put("Id", execution.machineArn())
                .put("Name", Names.machineName(execution.machineArn()));
        ObjectNode state = context.putObject("State").put("Name", frame.state());
        if (frame.visit() != null) {
            state.put("EnteredTime", Timestamps.text(frame.visit().at()));
            state.put("RetryCount", frame.visit().retries());
        }
        if (moment.token() != null) {
            context.putObject("Task").put("Token", moment.token());
        }
        Item item = moment.item() != null ? moment.item() : item(frame);
        if (item != null) {
            context.putObject("Map")
                    .putObject("Item")
                    .put("Index", item.index())
                    .set("Value", item.value());
        }
        return context;
    }

    /** Of the innermost inline Map around a frame; null outside of one. */
    private @Nullable Item item(Frame frame) {
        if (frame.item() != null) {
            return new Item(frame.index(), frame.item());
        }
        return frame.parent() == null ? null : item(tx.frame(frame.parentId()));
    }
}
