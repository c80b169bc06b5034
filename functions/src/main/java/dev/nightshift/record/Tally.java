package dev.nightshift.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.nightshift.text.Codes;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Outcomes counted by kind, and by kind and code. Immutable. The counts by kind are exact and sum
 * to the records counted. Codes come from foreign systems, so only {@value #MAX_CODES} pairs of
 * kind and code are kept apart, none that is long or odd ({@link Codes}), and the rest counts under
 * the code {@value #OTHER}; the codes of {@link SkipReason} and {@link Outcome#UNPAID} are always
 * kept.
 *
 * <p>As JSON it is one flat object without zeros: {@code
 * {"succeeded":297,"skipped":3,"skipped/duplicate_id":3}}. A kind includes its codes.
 */
@Serdeable
public final class Tally {
    /** The most pairs of kind and code kept apart. */
    public static final int MAX_CODES = 20;

    /** Stands for all codes that are not kept apart. */
    public static final String OTHER = Codes.OTHER;

    /** Nothing counted. */
    public static final Tally EMPTY = new TallyCounter().tally();

    private final Map<OutcomeKind, Long> kinds;
    private final Map<OutcomeKind, Map<String, Long>> codes;

    Tally(Map<OutcomeKind, Long> kinds, Map<OutcomeKind, Map<String, Long>> codes) {
        this.kinds = new EnumMap<>(OutcomeKind.class);
        this.kinds.putAll(kinds);
        this.codes = new EnumMap<>(OutcomeKind.class);
        codes.forEach(
                (kind, counts) ->
                        this.codes.put(kind, Collections.unmodifiableMap(new TreeMap<>(counts))));
    }

    /** How many records were counted. */
    public long total() {
        return kinds.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many ended so. */
    public long count(OutcomeKind kind) {
        return kinds.getOrDefault(kind, 0L);
    }

    /** How many ended so by code, in order of the codes; those without a code are not in it. */
    public Map<String, Long> codes(OutcomeKind kind) {
        return codes.getOrDefault(kind, Map.of());
    }

    /** How many were left out on purpose, see {@link Outcome#isMeantToBeLeftOut()}. */
    public long meantToBeLeftOut() {
        Map<String, Long> skipped = codes(OutcomeKind.SKIPPED);
        long unintended =
                Arrays.stream(SkipReason.values())
                        .filter(reason -> !reason.isIntended())
                        .mapToLong(reason -> skipped.getOrDefault(reason.wire(), 0L))
                        .sum();
        return count(OutcomeKind.FILTERED) + count(OutcomeKind.SKIPPED) - unintended;
    }

    /** How many succeeded without being sent, since the same had been done for another. */
    public long unpaid() {
        Map<String, Long> succeeded = codes(OutcomeKind.SUCCEEDED);
        return Outcome.UNPAID.stream().mapToLong(code -> succeeded.getOrDefault(code, 0L)).sum();
    }

    /** How many somebody should look at, see {@link Outcome#needsAttention()}. */
    public long needingAttention() {
        return total() - count(OutcomeKind.SUCCEEDED) - meantToBeLeftOut();
    }

    /** Both counted together. */
    public Tally plus(Tally other) {
        var counter = new TallyCounter();
        counter.add(this);
        counter.add(other);
        return counter.tally();
    }

    /** The form on the wire: {@code kind} or {@code kind/code} to count, without zeros. */
    @JsonValue
    public Map<String, Long> toMap() {
        var map = new LinkedHashMap<String, Long>();
        kinds.forEach((kind, count) -> map.put(kind.wire(), count));
        codes.forEach(
                (kind, counts) ->
                        counts.forEach((code, count) -> map.put(kind.wire() + "/" + code, count)));
        return map;
    }

    /**
     * Reads the form on the wire. A kind that this version does not know counts as failed, with its
     * name as the code, so that the sum stays right.
     *
     * @throws IllegalArgumentException for a negative count, or codes that exceed their kind
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Tally fromMap(Map<String, Long> map) {
        return TallyWire.read(map);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally that && kinds.equals(that.kinds) && codes.equals(that.codes);
    }

    @Override
    public int hashCode() {
        return 31 * kinds.hashCode() + codes.hashCode();
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
