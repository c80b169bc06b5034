package dev.nightshift.statemachine.execution;

import dev.nightshift.statemachine.lambda.LambdaResult;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be done: at once, at an instant, or after the next commit. */
final class Backlog {
    private final Agenda agenda = new Agenda();
    private final Set<FrameId> ready = new LinkedHashSet<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private List<Invocation> calls = new ArrayList<>();

    /** What a function answered to a call. */
    record Answer(Invocation call, LambdaResult result) {}

    /** Notes what a transition makes ready, due or to be called. */
    void add(Transition tx) {
        for (FrameId id : tx.touched()) {
            if (id.number() == FrameId.DEADLINE) {
                add(tx.execution(id.execution()));
                continue;
            }
            Frame frame = tx.find(id);
            if (frame == null) {
                agenda.set(id, null);
            } else {
                add(frame);
            }
        }
        ready.addAll(tx.toStepAgain());
        calls.addAll(tx.invocations());
    }

    void add(Execution execution) {
        agenda.set(FrameId.deadline(execution.id()), execution.deadline());
    }

    void add(Frame frame) {
        agenda.set(frame.id(), Phase.due(frame.phase()));
        if (frame.phase() instanceof Phase.Ready) {
            ready.add(frame.id());
        }
    }

    void stepAgain(FrameId id) {
        ready.add(id);
    }

    void add(Answer answer) {
        answers.add(answer);
    }

    boolean hasWork(Instant now) {
        Instant due = agenda.next();
        return !answers.isEmpty() || !ready.isEmpty() || (due != null && !due.isAfter(now));
    }

    /** When the next thing falls due; null: nothing will. */
    @Nullable Instant nextDue() {
        return agenda.next();
    }

    List<FrameId> takeDue(Instant now) {
        return agenda.takeDue(now);
    }

    /** null when there is none. */
    @Nullable Answer takeAnswer() {
        return answers.poll();
    }

    /** The frame that has been ready for longest; null when there is none. */
    @Nullable FrameId takeReady() {
        if (ready.isEmpty()) {
            return null;
        }
        FrameId id = ready.iterator().next();
        ready.remove(id);
        return id;
    }

    /** The calls that have waited for a commit. */
    List<Invocation> takeCalls() {
        List<Invocation> taken = calls;
        calls = new ArrayList<>();
        return taken;
    }
}
