package dev.nightshift.record;

import dev.nightshift.text.Codes;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts outcomes into a {@link Tally}. The first {@value Tally#MAX_CODES} codes seen are kept
 * apart. Not for use by several threads.
 */
public final class TallyCounter {
    private final Map<OutcomeKind, Long> kinds = new EnumMap<>(OutcomeKind.class);
    private final Map<OutcomeKind, Map<String, Long>> codes = new EnumMap<>(OutcomeKind.class);
    private int codesKeptApart;

    /** Counts one record. */
    public void add(Outcome outcome) {
        add(outcome.kind(), outcome.code(), 1);
    }

    /** Counts {@code count} records that ended the same way. */
    public void add(OutcomeKind kind, @Nullable String code, long count) {
        addKind(kind, count);
        if (code != null) {
            addCode(kind, code, count);
        }
    }

    /** Counts all that was counted elsewhere. */
    public void add(Tally tally) {
        for (OutcomeKind kind : OutcomeKind.values()) {
            addKind(kind, tally.count(kind));
            tally.codes(kind).forEach((code, count) -> addCode(kind, code, count));
        }
    }

    /** What was counted so far. */
    public Tally tally() {
        return new Tally(kinds, codes);
    }

    void addKind(OutcomeKind kind, long count) {
        if (count < 0) {
            throw new IllegalArgumentException("A count of " + kind.wire() + " below 0: " + count);
        }
        if (count > 0) {
            kinds.merge(kind, count, Math::addExact);
        }
    }

    void addCode(OutcomeKind kind, String code, long count) {
        if (count < 0) {
            throw new IllegalArgumentException("A count of " + code + " below 0: " + count);
        }
        if (count > 0) {
            Map<String, Long> counts = codes.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
            counts.merge(keptApart(kind, Codes.plain(code), counts), count, Math::addExact);
        }
    }

    /** The code itself while there is room for it, and afterwards the code for all others. */
    private String keptApart(OutcomeKind kind, String code, Map<String, Long> counts) {
        boolean ofOurs =
                (kind == OutcomeKind.SUCCEEDED && Outcome.UNPAID.contains(code))
                        || (kind == OutcomeKind.SKIPPED && SkipReason.find(code).isPresent());
        if (ofOurs || counts.containsKey(code) || code.equals(Tally.OTHER)) {
            return code;
        }
        if (codesKeptApart == Tally.MAX_CODES) {
            return Tally.OTHER;
        }
        codesKeptApart++;
        return code;
    }
}
