package dev.nightshift.tokens;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a model reads, and how much.
 *
 * @param model the beginning of the names it holds for
 * @param marginPercent how many percent more tokens there may be than the encoding gives
 * @param context tokens in and out together; null when not known
 * @param input tokens in; null when only the context bounds them
 * @param source who said so
 * @param sourceDate the day it was read there
 */
public record ModelFacts(
        String model,
        TextEncoding encoding,
        int marginPercent,
        @Nullable Integer context,
        @Nullable Integer input,
        String source,
        LocalDate sourceDate) {

    /** For names that the file does not know. */
    private static final ModelFacts UNKNOWN =
            new ModelFacts(
                    "",
                    TextEncoding.O200K_BASE,
                    25,
                    null,
                    null,
                    "none: an unknown model",
                    LocalDate.EPOCH);

    /** What is known of a model; its snapshots and variants are found by the longest beginning. */
    public static ModelFacts of(String model) {
        ModelFacts best = UNKNOWN;
        for (ModelFacts facts : BuiltIn.ALL) {
            if (model.startsWith(facts.model) && facts.model.length() > best.model.length()) {
                best = facts;
            }
        }
        return best;
    }

    /**
     * The most tokens a request may have when its reply may have so many; empty when the model's
     * window is not known.
     */
    public Optional<Long> inputLimit(int outputTokens) {
        if (context == null) {
            return Optional.empty();
        }
        long rest = Math.max(0, (long) context - outputTokens);
        return Optional.of(input == null ? rest : Math.min(rest, input));
    }

    private static final class BuiltIn {
        static final Iterable<ModelFacts> ALL = ModelFile.builtIn();
    }
}
