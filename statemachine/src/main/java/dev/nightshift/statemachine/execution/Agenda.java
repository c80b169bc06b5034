package dev.nightshift.statemachine.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What falls due when: the only thing in memory for an execution that waits. */
final class Agenda {
    private final TreeSet<Entry> entries =
            new TreeSet<>(
                    Comparator.comparing(Entry::at)
                            .thenComparingLong(entry -> entry.frame().execution())
                            .thenComparingInt(entry -> entry.frame().number()));
    private final Map<FrameId, Entry> byFrame = new HashMap<>();

    private record Entry(Instant at, FrameId frame) {}

    /**
     * Replaces a frame's entry.
     *
     * @param at null: it waits for no time any more
     */
    void set(FrameId frame, @Nullable Instant at) {
        Entry entry = at == null ? null : new Entry(at, frame);
        Entry old = entry == null ? byFrame.remove(frame) : byFrame.put(frame, entry);
        if (old != null) {
            entries.remove(old);
        }
        if (entry != null) {
            entries.add(entry);
        }
    }

    /** null when nothing is on it. */
    @Nullable Instant next() {
        return entries.isEmpty() ? null : entries.first().at();
    }

    /** Takes off what is due, earliest first. */
    List<FrameId> takeDue(Instant now) {
        List<FrameId> due = new ArrayList<>();
        while (!entries.isEmpty() && !entries.first().at().isAfter(now)) {
            FrameId frame = entries.removeFirst().frame();
            byFrame.remove(frame);
            due.add(frame);
        }
        return due;
    }
}
