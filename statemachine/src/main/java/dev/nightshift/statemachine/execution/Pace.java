package dev.nightshift.statemachine.execution;

import dev.nightshift.time.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * Holds time to the real pace while there is work: from when something is due until what it calls
 * has answered. Else a task's timeout would pass before its function could begin. Guarded by the
 * lock of its runner.
 */
final class Pace {
    private final Timeline time;
    private Timeline.@Nullable Work work;

    Pace(Timeline time) {
        this.time = time;
    }

    void set(boolean working) {
        if (working && work == null) {
            work = time.beginWork();
        } else if (!working && work != null) {
            work.close();
            work = null;
        }
    }
}
