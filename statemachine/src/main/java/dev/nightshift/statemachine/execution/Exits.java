package dev.nightshift.statemachine.execution;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.definition.Exit;
import dev.nightshift.statemachine.definition.Recovery;
import dev.nightshift.statemachine.definition.Retrier;
import dev.nightshift.statemachine.definition.State;
import dev.nightshift.statemachine.execution.Scopes.Moment;
import dev.nightshift.statemachine.expression.EvaluationException;
import dev.nightshift.statemachine.expression.Scope;
import dev.nightshift.statemachine.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The ways out of a state: by success, by Retry and Catch, or by taking the frame down. */
final class Exits {
    private final Interpreter interpreter;
    private final Transition tx;

    Exits(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.tx = interpreter.tx;
    }

    /**
     * Leaves a state that has done its work.
     *
     * @param result goes on as it is when the exit has no Output
     */
    void complete(FrameId id, JsonNode result, Exit exit, Moment moment) {
        Failure failure = leave(tx.frame(id), result, exit, moment);
        if (failure != null) {
            fail(id, failure);
        }
    }

    /** Retries, catches, or ends the frame. */
    void fail(FrameId id, Failure failure) {
        Frame frame = tx.frame(id);
        interpreter.fans.abortChildren(frame);
        Recovery recovery = tx.state(frame).recovery();
        if (retry(frame, recovery.retriers(), failure)) {
            return;
        }
        for (Recovery.Catcher catcher : recovery.catchers()) {
            if (failure.matches(catcher.errors())) {
                Moment moment = Moment.caught(failure);
                Failure another = leave(frame, failure.errorOutput(), catcher.exit(), moment);
                if (another != null) {
                    end(id, another);
                }
                return;
            }
        }
        end(id, failure);
    }

    /** Records that an expression failed; gives the error that the state then has. */
    Failure evaluationFailed(FrameId id, EvaluationException e) {
        Frame frame = tx.frame(id);
        Failure failure = new Failure("States.QueryEvaluationError", prefix(frame) + e.reason());
        ObjectNode details = failure.details();
        details.put("location", e.field()).put("state", frame.state());
        tx.event(id, "EvaluationFailed", details);
        return failure;
    }

    /** How AWS begins the cause of an error of its own. */
    String prefix(Frame frame) {
        return "An error occurred while executing the state '%s' (entered at the event id #%d). "
                .formatted(frame.state(), visit(frame).event());
    }

    private static Frame.Visit visit(Frame frame) {
        return requireNonNull(frame.visit(), "the state has not been entered");
    }

    /** The first retrier that matches decides, even when it is used up. */
    private boolean retry(Frame frame, List<Retrier> retriers, Failure failure) {
        for (int i = 0; i < retriers.size(); i++) {
            Retrier retrier = retriers.get(i);
            if (failure.matches(retrier.errors())) {
                int used = visit(frame).usedBy(i);
                if (used >= retrier.maxAttempts()) {
                    return false;
                }
                var until = tx.now().plus(retrier.delay(used + 1, ThreadLocalRandom.current()));
                Frame.Visit retried = visit(frame).retriedBy(i);
                tx.noteStep();
                tx.update(frame.id(), f -> f.visiting(retried).in(new Phase.BackingOff(until)));
                return true;
            }
        }
        return false;
    }

    /** Leaves a state by one of its exits; gives what forbids it, or null when it is left. */
    private @Nullable Failure leave(Frame frame, JsonNode result, Exit exit, Moment moment) {
        JsonNode output;
        ObjectNode assigned = Json.object();
        try {
            Scope scope = interpreter.scopes.of(frame, moment);
            output = exit.output() == null ? result : exit.output().evaluate(scope, "Output");
            exit.assign()
                    .forEach(
                            (name, value) ->
                                    assigned.set(name, value.evaluate(scope, "Assign/" + name)));
        } catch (EvaluationException e) {
            return evaluationFailed(frame.id(), e);
        }
        if (Limits.exceeds(output) || Limits.exceeds(assigned)) {
            return Failure.tooLarge("What the state '" + frame.state() + "' gives");
        }
        if (!assigned.isEmpty()
                && !tx.growVariables(frame.id().execution(), growth(frame, assigned))) {
            return Failure.tooManyVariables();
        }
        Map<String, JsonNode> variables = new HashMap<>(frame.variables());
        assigned.properties().forEach(one -> variables.put(one.getKey(), one.getValue()));
        exited(frame, output, assigned);
        String next = exit.next();
        if (next == null) {
            end(frame.id(), output);
        } else {
            tx.update(frame.id(), f -> f.movedTo(next, output, variables));
        }
        return null;
    }

    private static long growth(Frame frame, ObjectNode assigned) {
        long bytes = 0;
        for (Map.Entry<String, JsonNode> one : assigned.properties()) {
            JsonNode old = frame.variables().get(one.getKey());
            bytes += Json.bytes(one.getValue()).length;
            bytes -= old == null ? 0 : Json.bytes(old).length;
        }
        return bytes;
    }

    private void exited(Frame frame, JsonNode output, ObjectNode assigned) {
        ObjectNode details = Json.object().put("name", frame.state());
        Transition.with(details, "output", output);
        if (!assigned.isEmpty()) {
            ObjectNode variables = details.putObject("assignedVariables");
            assigned.properties()
                    .forEach(one -> variables.put(one.getKey(), Json.text(one.getValue())));
            details.putObject("assignedVariablesDetails").put("truncated", false);
        }
        State state = tx.state(frame);
        tx.event(frame.id(), state.type() + "StateExited", details);
    }

    private void end(FrameId id, JsonNode output) {
        Frame frame = tx.frame(id);
        if (frame.parent() == null) {
            interpreter.executions.succeed(frame, output);
        } else {
            tx.remove(id);
            interpreter.fans.inlineSucceeded(frame, output);
        }
    }

    private void end(FrameId id, Failure failure) {
        Frame frame = tx.frame(id);
        if (frame.parent() == null) {
            interpreter.executions.fail(frame.id().execution(), frame.lastEvent(), failure);
        } else {
            tx.remove(id);
            interpreter.fans.inlineFailed(frame, failure);
        }
    }
}
