package dev.nightshift.batch;

import dev.nightshift.task.Keep;
import dev.nightshift.task.Task;
import dev.nightshift.tokens.Shortened;
import dev.nightshift.tokens.TextCutter;
import dev.nightshift.tokens.TokenCounter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a record's fields until the prompt is short enough: the first field that may be cut as far
 * as needed, and only when that is not enough the next. A field that the task requires keeps at
 * least a word; another may vanish. What stays of a field is its start, or what the task says.
 */
final class FieldCutter {
    /** The prompt may have a field several times, so that the first cut need not be enough. */
    private static final int TRIES = 6;

    private final Task task;
    private final TokenCounter counter;
    private final TextCutter cutter;

    FieldCutter(Task task, TokenCounter counter) {
        this.task = task;
        this.counter = counter;
        this.cutter = new TextCutter(counter);
    }

    /** The fields that may be cut, as people read it. */
    Collection<String> order() {
        return task.cut().isEmpty()
                ? task.prompt().fields().stream().sorted().toList()
                : task.cut();
    }

    /**
     * Cuts fields.
     *
     * @param room tokens that the prompt may have
     * @return null when it is not enough to cut what may be cut
     */
    @Nullable CutFields cut(Map<String, String> record, long room) {
        if (room <= 0) {
            return null;
        }
        var fields = new LinkedHashMap<>(record);
        List<FieldCut> cuts = new ArrayList<>();
        for (String field : order(record)) {
            String text = fields.getOrDefault(field, "");
            if (text.isEmpty()) {
                continue;
            }
            FieldCut cut = cut(field, text, fields, room);
            if (cut != null) {
                cuts.add(cut);
                if (counter.isWithin(task.prompt().render(fields), room)) {
                    return new CutFields(fields, cuts);
                }
            }
        }
        return null;
    }

    /** Cuts one field as far as needed; null when it has to stay as it is. */
    private @Nullable FieldCut cut(
            String field, String text, Map<String, String> fields, long room) {
        fields.put(field, "");
        String without = task.prompt().render(fields);
        if (counter.isWithin(without, room)) {
            long rest = counter.count(without);
            long budget = room - rest;
            LongFunction<Shortened> cutting = cutting(field, text);
            for (int i = 0; i < TRIES && budget > 0; i++) {
                Shortened shortened = cutting.apply(budget);
                if (shortened.text().isEmpty()) {
                    break;
                }
                fields.put(field, shortened.text());
                long prompt = counter.count(task.prompt().render(fields));
                if (prompt <= room && shortened instanceof Shortened.Cut cut) {
                    return new FieldCut(field, cut.before(), !cut.isBeforeCounted(), cut.kept());
                }
                // As many times as the prompt has the field, and what joins its neighbours.
                long kept = counter.count(shortened.text());
                long tokensInPrompt = Math.max(1, prompt - rest);
                budget = Math.min(budget - 1, (room - rest) * kept / tokensInPrompt);
            }
        }
        if (task.requires().contains(field)) {
            fields.put(field, text);
            return null;
        }
        fields.put(field, "");
        return cutter.cut(text, 0) instanceof Shortened.Cut cut
                ? new FieldCut(field, cut.before(), !cut.isBeforeCounted(), 0)
                : null;
    }

    private LongFunction<Shortened> cutting(String field, String text) {
        Keep keep = task.telling().kept().getOrDefault(field, Keep.START);
        if (keep == Keep.START) {
            return limit -> cutter.cut(text, limit);
        }
        return new EndsCutter(counter, text, keep == Keep.BOTH)::cut;
    }

    private Collection<String> order(Map<String, String> record) {
        if (!task.cut().isEmpty()) {
            return task.cut();
        }
        Comparator<String> byLength =
                Comparator.comparingInt(field -> record.getOrDefault(field, "").length());
        return task.prompt().fields().stream().sorted(byLength.reversed()).toList();
    }

    /**
     * A record as the model is told of it.
     *
     * @param fields all of them, the cut ones cut
     */
    record CutFields(Map<String, String> fields, List<FieldCut> cuts) {}
}
