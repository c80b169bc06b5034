package dev.nightshift.crash;

import dev.nightshift.crash.Point.Moment;
import java.util.HashMap;
import java.util.Map;

/**
 * A process at work on one thing, from its beginning to its end or death. When it is dead no call
 * of it, on whichever thread, has an effect any more.
 */
final class Life {
    private final String step;
    private final Plan plan;
    private final Death death;
    private final Map<Call, Integer> made = new HashMap<>();
    private volatile boolean dead;

    Life(String step, Plan plan, Death death) {
        this.step = step;
        this.plan = plan;
        this.death = death;
    }

    /** Whether it has ended in death. */
    boolean isOver() {
        return dead;
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
        int nth = count(call);
        reach(new Point(step, call, nth, Moment.BEFORE));
        T answer = effect.make();
        if (call.isWrite()) {
            reach(new Point(step, call, nth, Moment.AFTER));
        }
        return answer;
    }

    private synchronized int count(Call call) {
        return made.merge(call, 1, Integer::sum);
    }

    private void reach(Point here) {
        if (!dead && plan.isDeadly(here)) {
            dead = true;
            death.at(here);
        }
        if (dead) {
            throw new ProcessDied(here.toString());
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
