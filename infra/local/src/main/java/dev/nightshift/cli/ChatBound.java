package dev.nightshift.cli;

import dev.nightshift.cli.api.ConversationView;
import dev.nightshift.cli.api.TurnView;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Money;
import dev.nightshift.pricing.Price;
import dev.nightshift.pricing.Prices;
import dev.nightshift.pricing.Usage;
import dev.nightshift.tokens.TokenCounter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a turn of a conversation may cost. Its instructions, prompts and schemas are in the script,
 * so they have no more tokens than it has; a reply that is cut off is asked for once more with a
 * larger limit, and one that does not fit is to be mended.
 */
final class ChatBound {
    private static final String SCRIPT = "/conversations/posting.yaml";
    private static final Pattern LIMIT = Pattern.compile("max_output_tokens: *([0-9]+)");
    private static final Pattern MODEL = Pattern.compile("(?m)^model: *(\\S+)");
    private static final int LARGER = 4;

    /** Tokens of what is said about a reply that does not fit, beside the reply; far above real. */
    private static final long COMPLAINT = 2_000;

    private ChatBound() {}

    /** In a sentence, of a conversation that is to begin. */
    static String ofNew(Map<String, String> record, @Nullable String model, Prices prices) {
        String script = script();
        String asked =
                model != null
                        ? model
                        : MODEL.matcher(script)
                                .results()
                                .findFirst()
                                .map(found -> found.group(1))
                                .orElseThrow();
        return of(script, asked, String.join("\n", record.values()), prices);
    }

    /** The same of one that goes on. */
    static String of(ConversationView conversation, Prices prices) {
        var said = new StringBuilder(String.join("\n", conversation.record().values()));
        for (TurnView turn : conversation.turns()) {
            said.append('\n').append(Objects.requireNonNullElse(turn.text(), ""));
            said.append(turn.result() == null ? "" : turn.result().toString());
            said.append(turn.parameters());
        }
        return of(script(), conversation.model(), said.toString(), prices);
    }

    private static String of(String script, String model, String said, Prices prices) {
        long limit =
                LIMIT.matcher(script)
                        .results()
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .max()
                        .orElseThrow();
        Optional<Price> price = prices.of(model, LocalDate.now(ZoneOffset.UTC));
        if (price.isEmpty()) {
            return "Turns go to OpenAI (%s) and cost money; how much is not known, for there is no price for the model."
                    .formatted(model);
        }
        TokenCounter counter = TokenCounter.forModel(model);
        long in = counter.withMargin(counter.count(script) + counter.count(said));
        return "Turns go to OpenAI (%s) and cost money: at most %s the next one, and each after it at most %s more than the one before."
                .formatted(
                        model,
                        Money.format(most(price.get(), in, limit)),
                        Money.format(most(price.get(), LARGER * limit, 0)));
    }

    private static BigDecimal most(Price price, long in, long out) {
        long large = LARGER * out;
        return price.cost(Usage.of(in, out), Lane.REALTIME)
                .add(price.cost(Usage.of(in, large), Lane.REALTIME))
                .add(price.cost(Usage.of(in + large + COMPLAINT, large), Lane.REALTIME));
    }

    private static String script() {
        try (InputStream in = ChatBound.class.getResourceAsStream(SCRIPT)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
