package dev.nightshift.statemachine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.definition.Exit;
import dev.nightshift.statemachine.definition.State;
import dev.nightshift.statemachine.definition.Timestamps;
import dev.nightshift.statemachine.execution.Scopes.Moment;
import dev.nightshift.statemachine.expression.EvaluationException;
import dev.nightshift.statemachine.expression.Scope;
import dev.nightshift.statemachine.expression.Template;
import dev.nightshift.statemachine.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs states. Each call is part of one transition and leaves every frame either ready for its next
 * step or waiting for something that will come: a time, an answer, its children.
 */
final class Interpreter {
    private static final Duration LONGEST_WAIT = Duration.ofDays(24_856);

    final Transition tx;
    final Scopes scopes;
    final Exits exits;
    final Tasks tasks;
    final Fans fans;
    final Executions executions;

    Interpreter(Transition tx) {
        this.tx = tx;
        this.scopes = new Scopes(tx);
        this.exits = new Exits(this);
        this.tasks = new Tasks(this);
        this.fans = new Fans(this);
        this.executions = new Executions(this);
    }

    /** Takes a frame one step on; does nothing when it has ended or waits. */
    void step(FrameId id) {
        Frame frame = tx.find(id);
        if (frame == null) {
            return;
        }
        switch (frame.phase()) {
            case Phase.Ready _ -> {
                if (frame.visit() == null && executions.isBeingDeleted(execution(frame))) {
                    executions.abort(id.execution(), new Failure(null, null));
                } else {
                    run(enter(frame));
                }
            }
            case Phase.FannedOut _ -> fans.proceed(id);
            case Phase.Waiting _, Phase.BackingOff _, Phase.Working _ -> {}
        }
    }

    /** Does what has fallen due; nothing when it has been overtaken. */
    void due(FrameId id) {
        if (id.number() == FrameId.DEADLINE) {
            executions.timeOut(id.execution());
            return;
        }
        Frame frame = tx.find(id);
        Instant due = frame == null ? null : Phase.due(frame.phase());
        if (frame == null || due == null || due.isAfter(tx.now())) {
            return;
        }
        switch (frame.phase()) {
            case Phase.Waiting _ -> {
                if (tx.state(frame) instanceof State.Wait wait) {
                    exits.complete(id, frame.input(), wait.exit(), Moment.ENTRY);
                }
            }
            case Phase.BackingOff _ -> tx.update(id, f -> f.in(new Phase.Ready()));
            case Phase.Working working -> tasks.timeOut(frame, working);
            case Phase.Ready _, Phase.FannedOut _ -> {}
        }
    }

    private Execution execution(Frame frame) {
        return tx.execution(frame.id().execution());
    }

    private Frame enter(Frame frame) {
        if (frame.visit() != null) {
            return frame; // a retry is the same stay
        }
        ObjectNode details = Json.object().put("name", frame.state());
        Transition.with(details, "input", frame.input());
        int event = tx.event(frame.id(), tx.state(frame).type() + "StateEntered", details);
        tx.noteStep();
        return tx.update(
                frame.id(), f -> f.visiting(new Frame.Visit(tx.now(), event, 0, List.of())));
    }

    private void run(Frame frame) {
        FrameId id = frame.id();
        try {
            switch (tx.state(frame)) {
                case State.Pass pass ->
                        exits.complete(id, frame.input(), pass.exit(), Moment.ENTRY);
                case State.Succeed succeed -> {
                    Exit exit = new Exit(succeed.output(), Map.of(), null);
                    exits.complete(id, frame.input(), exit, Moment.ENTRY);
                }
                case State.Task task -> tasks.start(frame, task);
                case State.Choice choice -> choose(frame, choice);
                case State.Wait wait -> await(frame, wait);
                case State.Fail fail -> fail(frame, fail);
                case State.Parallel parallel -> fans.start(frame, parallel);
                case State.ForEach map -> fans.start(frame, map);
            }
        } catch (EvaluationException e) {
            exits.fail(id, exits.evaluationFailed(id, e));
        }
    }

    private void choose(Frame frame, State.Choice choice) {
        Scope scope = scopes.of(frame, Moment.ENTRY);
        for (int i = 0; i < choice.rules().size(); i++) {
            State.Rule rule = choice.rules().get(i);
            String field = "Choices[" + i + "]/Condition";
            JsonNode met = rule.condition().evaluate(scope, field);
            if (!met.isBoolean()) {
                throw new EvaluationException(
                        field, "The field '" + field + "' must be a boolean but was: " + met);
            }
            if (met.booleanValue()) {
                exits.complete(frame.id(), frame.input(), rule.exit(), Moment.ENTRY);
                return;
            }
        }
        if (choice.otherwise() == null) {
            exits.fail(
                    frame.id(),
                    Failure.runtime(
                            exits.prefix(frame)
                                    + "No choice rule matched and there is no Default."));
            return;
        }
        exits.complete(frame.id(), frame.input(), choice.otherwise(), Moment.ENTRY);
    }

    private void await(Frame frame, State.Wait wait) {
        String field = wait.timestamp() ? "Timestamp" : "Seconds";
        JsonNode value = wait.until().evaluate(scopes.of(frame, Moment.ENTRY), field);
        Instant until =
                wait.timestamp()
                        ? Timestamps.parse(value.asText())
                        : tx.now().plusSeconds(Tasks.seconds(value, field, 0));
        if (until == null) {
            throw new EvaluationException(
                    field, "The field 'Timestamp' is not a valid timestamp with zone: " + value);
        }
        if (Duration.between(tx.now(), until).compareTo(LONGEST_WAIT) >= 0) {
            exits.fail(
                    frame.id(),
                    Failure.runtime(exits.prefix(frame) + "Wait state delay is too long."));
        } else if (until.isAfter(tx.now())) {
            tx.update(frame.id(), f -> f.in(new Phase.Waiting(until)));
        } else {
            exits.complete(frame.id(), frame.input(), wait.exit(), Moment.ENTRY);
        }
    }

    private void fail(Frame frame, State.Fail fail) {
        Scope scope = scopes.of(frame, Moment.ENTRY);
        exits.fail(
                frame.id(),
                new Failure(
                        text(fail.error(), scope, "Error"), text(fail.cause(), scope, "Cause")));
    }

    private static @Nullable String text(@Nullable Template template, Scope scope, String field) {
        if (template == null) {
            return null;
        }
        JsonNode value = template.evaluate(scope, field);
        if (!value.isTextual()) {
            throw new EvaluationException(
                    field, "The field '" + field + "' must be a string but was: " + value);
        }
        return value.textValue();
    }
}
