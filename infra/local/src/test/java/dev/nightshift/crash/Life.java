package dev.nightshift.crash;

import dev.nightshift.crash.Point.Moment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process at work on one thing, from its beginning to its end or death. When it is dead no call
 * of it, on whichever thread, has an effect any more.
 */
final class Life {
    private final String step;
    private final Plan plan;
    private final int nth;
    private final Death death;
    private final Map<Call, Integer> made = new HashMap<>();
    private int underWay;
    private @Nullable Point ended;
    private volatile boolean dead;
    private volatile boolean left;

    Life(String step, Plan plan, Death death) {
        this.step = step;
        this.plan = plan;
        this.nth = plan.begins(step);
        this.death = death;
    }

    /** Whether it has ended in death. */
    boolean isOver() {
        return dead;
    }

    /** Whether it goes on though its caller has taken it for gone. */
    boolean isBesideItsRepeat() {
        return left && plan.hasTurn(step, nth);
    }

    /** Notes that its caller has heard of it. */
    void noteAnswer() {
        plan.noteAnswer(step, nth);
    }

    /** How a call is to fail. */
    Weather weatherAt(Call call) {
        return plan.weatherAt(step, call);
    }

    /** Notes that OpenAI is asked for an answer at once. */
    void noteDirectCall() {
        plan.noteDirectCall();
    }

    /** Makes a call, or dies before or after it. */
    <T, X extends Exception> T make(Call call, Effect<T, X> effect) throws X {
        Point before;
        Point end;
        synchronized (this) {
            before = new Point(step, call, made.merge(call, 1, Integer::sum), Moment.BEFORE);
            end = underWay == 0 ? ended : null;
            underWay++;
        }
        if (end != null) {
            plan.noteNext(this, end, before);
        }
        var after = new Point(step, call, before.nth(), Moment.AFTER);
        try {
            reach(end, before);
            T answer = effect.make();
            if (call.isWrite()) {
                reach(null, after);
            }
            return answer;
        } finally {
            end(after);
        }
    }

    private synchronized void end(Point after) {
        ended = after;
        underWay--;
    }

    private void reach(@Nullable Point end, Point here) {
        if (!dead && plan.isFatal(this, end, here)) {
            left = plan.fate() != Fate.DIES;
            dead = !left;
            death.at(here);
            if (left) {
                awaitTurn();
            }
        }
        if (dead) {
            throw new ProcessDied(here.toString());
        }
    }

    private void awaitTurn() {
        try {
            plan.awaitTurn(step, nth);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessDied(step);
        }
    }

    /** What a call does. */
    @FunctionalInterface
    interface Effect<T, X extends Exception> {
        T make() throws X;
    }

    /** What happens when the process dies. */
    @FunctionalInterface
    interface Death {
        void at(Point here);
    }
}
