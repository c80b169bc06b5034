package dev.nightshift.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record.
 *
 * @param code the cause as a word, e.g. {@code rate_limit_exceeded}; null where the kind says all
 * @param message one line for a human; null where there is nothing to add
 */
@Serdeable
public record Outcome(OutcomeKind kind, @Nullable String code, @Nullable String message) {
    private static final String REUSED = "reused";
    private static final String EQUAL = "equal";

    /** The codes of records that succeeded without being sent. */
    static final Set<String> UNPAID = Set.of(REUSED, EQUAL);

    /** The result is one that an earlier job paid for. */
    public static Outcome reused(Origin from) {
        return new Outcome(
                OutcomeKind.SUCCEEDED,
                REUSED,
                "the result of %s in job %s".formatted(from.id(), from.job()));
    }

    /** What becomes of a record that is equal to another of its job, which ended so. */
    public static Outcome equalTo(Origin other, Outcome its) {
        return its.kind == OutcomeKind.SUCCEEDED
                ? new Outcome(OutcomeKind.SUCCEEDED, EQUAL, "equal to " + other.id())
                : its;
    }

    public static Outcome succeeded() {
        return new Outcome(OutcomeKind.SUCCEEDED, null, null);
    }

    /** The reply does not fit the schema; {@code message} says where. */
    public static Outcome invalid(String message) {
        return new Outcome(OutcomeKind.INVALID, null, message);
    }

    /** The model declined; {@code message} is what it said, if anything. */
    public static Outcome refused(@Nullable String message) {
        return new Outcome(OutcomeKind.REFUSED, null, message);
    }

    /** The reply ended early; {@code code} is the model's reason, e.g. max_output_tokens. */
    public static Outcome truncated(String code) {
        return new Outcome(OutcomeKind.TRUNCATED, code, null);
    }

    public static Outcome failed(String code, @Nullable String message) {
        return new Outcome(OutcomeKind.FAILED, code, message);
    }

    /** Left out by the filter named {@code code}. */
    public static Outcome filtered(@Nullable String code) {
        return new Outcome(OutcomeKind.FILTERED, code, null);
    }

    public static Outcome skipped(SkipReason reason, @Nullable String message) {
        return new Outcome(OutcomeKind.SKIPPED, reason.wire(), message);
    }

    /**
     * Left out before anything was sent.
     *
     * @param code of a {@link SkipReason}, maybe one that this version does not know
     */
    public static Outcome leftOut(String code, @Nullable String message) {
        OutcomeKind kind = SkipReason.find(code).map(SkipReason::kind).orElse(OutcomeKind.SKIPPED);
        return new Outcome(kind, code, message);
    }

    public static Outcome cancelled() {
        return new Outcome(OutcomeKind.CANCELLED, null, null);
    }

    /** Never sent; {@code code} says for lack of what, e.g. budget. */
    public static Outcome unsent(@Nullable String code, @Nullable String message) {
        return new Outcome(OutcomeKind.UNSENT, code, message);
    }

    /**
     * Whether the record was left out on purpose: by a filter, or skipped for a reason meant so.
     */
    @JsonIgnore
    public boolean isMeantToBeLeftOut() {
        return switch (kind) {
            case FILTERED -> true;
            case SKIPPED ->
                    code == null || SkipReason.find(code).map(SkipReason::isIntended).orElse(true);
            case SUCCEEDED, INVALID, REFUSED, TRUNCATED, FAILED, CANCELLED, UNSENT -> false;
        };
    }

    /** Whether somebody should look or try again: neither succeeded nor left out on purpose. */
    public boolean needsAttention() {
        return kind != OutcomeKind.SUCCEEDED && !isMeantToBeLeftOut();
    }
}
