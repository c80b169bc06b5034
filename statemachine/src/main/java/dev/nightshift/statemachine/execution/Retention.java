package dev.nightshift.statemachine.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Forgets executions 90 days after they stopped, with their histories, as AWS does; their names are
 * free again. The table {@code closed} has a row for each execution that is over, in the order in
 * which they stopped, with the number of events that are still kept.
 */
final class Retention {
    private static final Duration KEPT = Duration.ofDays(90);

    /** Events removed in one step, so that a long history does not hold up the others. */
    private static final int STEP = 1_000;

    private static final int DIGITS = 15;

    private final Store store;

    Retention(Store store) {
        this.store = store;
    }

    /** Begins an execution's 90 days. */
    void closed(Execution execution, Instant stoppedAt) {
        store.closed.put(key(stoppedAt, execution.id()), (long) execution.events());
    }

    /** When the next execution in the store is to be forgotten; null: there is none. */
    @Nullable Instant due() {
        String first = store.closed.firstKey();
        return first == null ? null : stoppedAt(first).plus(KEPT);
    }

    /** Forgets the execution that stopped first, or a part of it. */
    void forgetSome(Instant now) {
        Instant due = due();
        if (due == null || due.isAfter(now)) {
            return;
        }
        String key = String.valueOf(store.closed.firstKey());
        long id = id(key);
        Long kept = store.closed.get(key);
        Execution execution = store.executions.get(id);
        if (kept == null || execution == null) {
            return;
        }
        if (Objects.equals(store.names.get(execution.arn()), id)) {
            store.names.remove(execution.arn());
        }
        long rest = Math.max(0, kept - STEP);
        for (long event = kept; event > rest; event--) {
            store.events.remove(FrameId.key(id, event));
        }
        if (rest > 0) {
            store.closed.put(key, rest);
            return;
        }
        store.closed.remove(key);
        store.inputs.remove(id);
        store.outputs.remove(id);
        store.executions.remove(id); // last: until then nobody else gets its number
    }

    /** Sorts as the numbers do. */
    private static String key(Instant stoppedAt, long id) {
        return "%015d%015d".formatted(stoppedAt.toEpochMilli(), id);
    }

    private static Instant stoppedAt(String key) {
        return Instant.ofEpochMilli(Long.parseLong(key.substring(0, DIGITS)));
    }

    private static long id(String key) {
        return Long.parseLong(key.substring(DIGITS));
    }
}
