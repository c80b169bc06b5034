package dev.nightshift.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.simulator.http.ApiError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model does not accept, with status 400.
 *
 * @see <a href="https://platform.openai.com/docs/guides/reasoning">OpenAI's guide, Reasoning
 *     models</a>
 */
public final class Rules {
    private static final List<String> EFFORTS =
            List.of("none", "low", "medium", "high", "xhigh", "max");
    private static final String OF_CHAT_ONLY = "response_format";

    private final Formats formats;

    Rules(Formats formats) {
        this.formats = formats;
    }

    /** What is wrong with the parameters of a request; null when nothing is. */
    public @Nullable ApiError fault(Ask ask) {
        ApiError effort = effortFault(ask);
        if (effort != null) {
            return effort;
        }
        boolean thinks = !effort(ask).equals("none");
        for (String sampling : List.of("temperature", "top_p")) {
            if (thinks && ask.body().hasNonNull(sampling)) {
                return ApiError.invalid(
                        "Unsupported value: '%s' is not supported with this model unless reasoning effort is 'none'."
                                .formatted(sampling),
                        sampling,
                        "unsupported_value");
            }
        }
        ApiError misplaced = misplacedFault(ask);
        return misplaced == null ? formats.fault(ask) : misplaced;
    }

    /** How hard the model thinks: what the request says, or the model's own way. */
    static String effort(Ask ask) {
        String wanted = ask.effort();
        if (wanted != null) {
            return wanted;
        }
        return reasons(ask.model()) ? "medium" : "none";
    }

    /** Whether a model thinks before it replies. */
    private static boolean reasons(String model) {
        return model.startsWith("gpt-5") || model.startsWith("gpt-6") || model.startsWith("o");
    }

    private static @Nullable ApiError effortFault(Ask ask) {
        String effort = ask.effort();
        if (effort == null) {
            return null;
        }
        if (!reasons(ask.model())) {
            return ApiError.invalid(
                    "Unsupported parameter: '%s' is not supported with this model."
                            .formatted(ask.effortParam()),
                    ask.effortParam(),
                    "unsupported_parameter");
        }
        boolean minimalToo = ask.model().matches("gpt-5(-.*)?") && effort.equals("minimal");
        boolean neverNone = ask.model().startsWith("gpt-6.1-sol") && effort.equals("none");
        if (!minimalToo && (!EFFORTS.contains(effort) || neverNone)) {
            return ApiError.invalid(
                    "Unsupported value: '%s' is not supported with the '%s' model. Supported values are: %s."
                            .formatted(effort, ask.model(), EFFORTS),
                    ask.effortParam(),
                    "unsupported_value");
        }
        return null;
    }

    /** Parameters of an older model or of the other way of asking. */
    private static @Nullable ApiError misplacedFault(Ask ask) {
        JsonNode body = ask.body();
        return switch (ask) {
            case ChatAsk _ ->
                    body.hasNonNull("max_tokens") && reasons(ask.model())
                            ? unsupported("max_tokens", "Use 'max_completion_tokens' instead.")
                            : null;
            case ResponsesAsk _ -> {
                for (String name : List.of("max_tokens", "max_completion_tokens")) {
                    if (body.has(name)) {
                        yield unsupported(name, "Use 'max_output_tokens' instead.");
                    }
                }
                yield body.has(OF_CHAT_ONLY)
                        ? unsupported(OF_CHAT_ONLY, "Use 'text.format' instead.")
                        : null;
            }
        };
    }

    private static ApiError unsupported(String name, String instead) {
        return ApiError.invalid(
                "Unsupported parameter: '%s' is not supported with this model. %s"
                        .formatted(name, instead),
                name,
                "unsupported_parameter");
    }
}
