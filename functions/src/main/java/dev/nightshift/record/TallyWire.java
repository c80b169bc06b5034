package dev.nightshift.record;

import java.util.Map;

/** Reads a {@link Tally} from its flat form, {@code kind} or {@code kind/code} to count. */
final class TallyWire {
    private TallyWire() {}

    static Tally read(Map<String, Long> map) {
        var counter = new TallyCounter();
        map.forEach((key, count) -> read(key, count, counter));
        Tally tally = counter.tally();
        for (OutcomeKind kind : OutcomeKind.values()) {
            long coded = tally.codes(kind).values().stream().mapToLong(Long::longValue).sum();
            if (coded > tally.count(kind)) {
                throw new IllegalArgumentException(
                        "The codes of " + kind.wire() + " exceed its count in " + map);
            }
        }
        return tally;
    }

    private static void read(String key, long count, TallyCounter counter) {
        int slash = key.indexOf('/');
        String name = slash < 0 ? key : key.substring(0, slash);
        OutcomeKind known = OutcomeKind.find(name).orElse(null);
        if (known == null) {
            if (slash < 0) {
                counter.add(OutcomeKind.FAILED, name, count);
            }
        } else if (slash < 0) {
            counter.addKind(known, count);
        } else {
            counter.addCode(known, key.substring(slash + 1), count);
        }
    }
}
