package dev.nightshift.statemachine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.definition.State;
import dev.nightshift.statemachine.execution.Scopes.Moment;
import dev.nightshift.statemachine.expression.EvaluationException;
import dev.nightshift.statemachine.expression.Scope;
import dev.nightshift.statemachine.expression.Template;
import dev.nightshift.statemachine.json.Json;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Parallel and Map: children are started, counted, and their results put together. */
final class Fans {
    /** Children started in one transition, so that a large Map does not hold up the others. */
    private static final int STARTS_PER_STEP = 50;

    private final Interpreter interpreter;
    private final Transition tx;
    private final Children children;

    Fans(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.tx = interpreter.tx;
        this.children = new Children(interpreter);
    }

    void start(Frame frame, State.Parallel parallel) {
        Scope scope = interpreter.scopes.of(frame, Moment.ENTRY);
        JsonNode input =
                parallel.arguments() == null
                        ? frame.input()
                        : parallel.arguments().evaluate(scope, "Arguments");
        if (Limits.exceeds(input)) {
            Failure failure = Failure.tooLarge("The Arguments of '" + frame.state() + "'");
            interpreter.exits.fail(frame.id(), failure);
            return;
        }
        tx.event(frame.id(), "ParallelStateStarted", null);
        fanOut(frame, Collections.nCopies(parallel.branches().size(), input), 0, 0, null);
    }

    void start(Frame frame, State.ForEach map) {
        Scope scope = interpreter.scopes.of(frame, Moment.ENTRY);
        JsonNode items = map.items() == null ? frame.input() : map.items().evaluate(scope, "Items");
        if (!(items instanceof ArrayNode array)) {
            throw new EvaluationException(
                    "Items", "Map state input must be an array but was: " + items);
        }
        int concurrency = (int) number(map.maxConcurrency(), scope, "MaxConcurrency");
        double tolerated = number(map.toleratedPercentage(), scope, "ToleratedFailurePercentage");
        ObjectNode length = Json.object().put("length", array.size());
        tx.event(frame.id(), "MapStateStarted", length);
        String mapRun = null;
        if (map.distributed()) {
            String machine = Names.machineName(execution(frame).machineArn());
            mapRun = tx.names().mapRun(machine, map.label(), UUID.randomUUID().toString());
            tx.event(frame.id(), "MapRunStarted", Json.object().put("mapRunArn", mapRun));
        }
        List<JsonNode> values = array.valueStream().toList();
        fanOut(frame, values, concurrency, tolerated, mapRun);
    }

    private static double number(@Nullable Template template, Scope scope, String field) {
        if (template == null) {
            return 0;
        }
        JsonNode value = template.evaluate(scope, field);
        if (!value.isNumber() || value.doubleValue() < 0) {
            throw new EvaluationException(
                    field, "The field '" + field + "' must be a number from 0 but was: " + value);
        }
        return value.doubleValue();
    }

    private void fanOut(
            Frame frame,
            List<JsonNode> values,
            int concurrency,
            double tolerated,
            @Nullable String mapRun) {
        int base = children.add(frame.id().execution(), values);
        tx.update(
                frame.id(),
                f ->
                        f.nextAttempt()
                                .in(
                                        new Phase.FannedOut(
                                                base,
                                                values.size(),
                                                0,
                                                0,
                                                0,
                                                concurrency,
                                                tolerated,
                                                mapRun)));
        proceed(frame.id());
    }

    /** Starts as many children as may run, or goes on when all have ended. */
    void proceed(FrameId id) {
        for (int starts = 0; starts < STARTS_PER_STEP; starts++) {
            Frame frame = tx.find(id);
            if (frame == null || !(frame.phase() instanceof Phase.FannedOut fan)) {
                return;
            }
            if (fan.finished()) {
                gather(frame, fan);
                return;
            }
            if (!fan.mayStartAnother()) {
                return;
            }
            tx.update(id, f -> f.in(fan.oneStarted()));
            try {
                if (!children.start(frame, fan)) {
                    failState(frame, Failure.tooLarge("An item of '" + frame.state() + "'"));
                    return;
                }
            } catch (EvaluationException e) {
                interpreter.exits.fail(id, interpreter.exits.evaluationFailed(id, e));
                return;
            }
        }
        tx.again(id);
    }

    private void gather(Frame frame, Phase.FannedOut fan) {
        ArrayNode results = JsonNodeFactory.instance.arrayNode(fan.size());
        for (Child child : children.of(frame, fan)) {
            if (!child.failed()) {
                results.add(child.value());
            }
        }
        if (Limits.exceeds(results)) {
            failState(frame, Failure.tooLarge("The results of '" + frame.state() + "'"));
            return;
        }
        children.remove(frame, fan);
        if (fan.mapRunArn() != null) {
            tx.event(frame.id(), "MapRunSucceeded", null);
        }
        State state = tx.state(frame);
        tx.event(frame.id(), state.type() + "StateSucceeded", null);
        Moment moment = Moment.success(results);
        if (state instanceof State.Parallel parallel) {
            interpreter.exits.complete(frame.id(), results, parallel.exit(), moment);
        } else if (state instanceof State.ForEach map) {
            interpreter.exits.complete(frame.id(), results, map.exit(), moment);
        }
    }

    /** A branch or an inline item has ended well. */
    void inlineSucceeded(Frame child, JsonNode output) {
        Frame parent = tx.update(child.parentId(), f -> f.after(child.lastEvent()));
        if (parent.phase() instanceof Phase.FannedOut fan) {
            iteration(parent, child.index(), "Succeeded");
            children.succeeded(parent, fan, child.index(), output);
            ended(parent.id(), fan.oneEnded(false));
        }
    }

    /** A branch or an inline item has failed: so has the whole state. */
    void inlineFailed(Frame child, Failure failure) {
        Frame parent = tx.update(child.parentId(), f -> f.after(child.lastEvent()));
        iteration(parent, child.index(), "Failed");
        failState(parent, failure);
    }

    void executionSucceeded(Execution.Origin origin, JsonNode output) {
        Frame parent = tx.find(origin.frame());
        if (parent != null
                && parent.attempt() == origin.attempt()
                && parent.phase() instanceof Phase.FannedOut fan) {
            children.succeeded(parent, fan, origin.index(), output);
            ended(parent.id(), fan.oneEnded(false));
        }
    }

    void executionFailed(Execution.Origin origin) {
        Frame parent = tx.find(origin.frame());
        if (parent == null
                || parent.attempt() != origin.attempt()
                || !(parent.phase() instanceof Phase.FannedOut fan)) {
            return;
        }
        children.failed(parent, fan, origin.index());
        Phase.FannedOut now = fan.oneEnded(true);
        if (now.tooManyFailed()) {
            tx.update(parent.id(), f -> f.in(now));
            Failure failure =
                    new Failure(
                            "States.ExceedToleratedFailureThreshold",
                            "The specified tolerated failure threshold was exceeded");
            tx.event(parent.id(), "MapRunFailed", failure.details());
            failState(parent, failure);
        } else {
            ended(parent.id(), now);
        }
    }

    private void ended(FrameId id, Phase.FannedOut fan) {
        tx.update(id, f -> f.in(fan));
        if (fan.finished() || fan.mayStartAnother()) {
            proceed(id);
        }
    }

    private void failState(Frame frame, Failure failure) {
        abortChildren(tx.frame(frame.id()));
        tx.event(frame.id(), tx.state(frame).type() + "StateFailed", null);
        interpreter.exits.fail(frame.id(), failure);
    }

    /** Stops every child of a frame, if it has any, and says so in the history. */
    void abortChildren(Frame frame) {
        if (!(frame.phase() instanceof Phase.FannedOut fan)) {
            return;
        }
        for (Frame child : tx.frames(frame.id().execution())) {
            if (child.parent() != null && child.parentId().equals(frame.id())) {
                abort(child);
                if (fan.mapRunArn() == null) {
                    iteration(frame, child.index(), "Aborted");
                }
            }
        }
        forgetChildren(frame);
        tx.update(frame.id(), f -> f.in(new Phase.Ready()));
    }

    private void abort(Frame child) {
        abortChildren(child);
        String type = tx.state(child).type();
        if (child.visit() != null && !type.equals("Pass") && !type.equals("Choice")) {
            tx.event(child.id(), type + "StateAborted", null);
        }
        tx.remove(child.id());
    }

    /** Drops the rows of a frame's children, and stops those that are executions. */
    void forgetChildren(Frame frame) {
        if (frame.phase() instanceof Phase.FannedOut fan) {
            for (Child child : children.of(frame, fan)) {
                if (child.execution() != null) {
                    Failure none = new Failure(null, null);
                    interpreter.executions.abortQuietly(child.execution(), none);
                }
            }
            children.remove(frame, fan);
        }
    }

    private void iteration(Frame parent, int index, String what) {
        if (tx.state(parent) instanceof State.ForEach map) {
            ObjectNode details = Json.object().put("name", map.name()).put("index", index);
            tx.event(parent.id(), "MapIteration" + what, details);
        }
    }

    private Execution execution(Frame frame) {
        return tx.execution(frame.id().execution());
    }
}
