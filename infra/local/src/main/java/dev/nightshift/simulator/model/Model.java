package dev.nightshift.simulator.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.chance.Chance;
import dev.nightshift.simulator.schema.Composer;
import dev.nightshift.simulator.schema.Phrases;
import dev.nightshift.simulator.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Replies made of the words of the request. The same request always gets the same words, so that a
 * test can tell whose reply it holds; only faults depend on the occasion.
 */
public final class Model {
    private static final String REFUSAL = "I'm sorry, but I can't help with that request.";
    private static final String JSON_TYPE = "json_object";
    private static final int PROSE = 240;

    /** Long prefixes are cached from this many tokens on, in steps. */
    private static final long CACHED_FROM = 1024;

    private static final long CACHED_STEP = 128;

    private final ModelSettings settings;
    private final Chance chance;
    private final Formats formats = new Formats();
    private final Rules rules = new Rules(formats);

    public Model(ModelSettings settings, Chance chance) {
        this.settings = settings;
        this.chance = chance;
    }

    /** An answer in the form that was asked for, and what it cost. */
    public record Answered(ObjectNode body, Usage usage) {}

    public Rules rules() {
        return rules;
    }

    public ModelSettings settings() {
        return settings;
    }

    /** The tokens of the input of a request, without what it goes on from. */
    public long inputTokens(Ask ask) {
        return ask.prompt().tokens() + Tokens.ofBytes(formats.bytes(ask));
    }

    /**
     * Answers a request that nothing is wrong with.
     *
     * @param fault how the reply is spoiled; empty for not at all
     */
    public Answered answer(Ask ask, Past past, Optional<ReplyFault> fault, Stamp stamp) {
        Prompt prompt = ask.prompt();
        SplittableRandom random = chance.of(ask.body().hashCode()).numbers();
        long reasoning = reasoning(Rules.effort(ask), random);
        Phrases phrases = Phrases.of(past.words() + " " + prompt.words());
        Draft draft = new Draft(compose(ask, phrases, random), reasoning, ask.outputLimit());
        Draft kept = fault.isPresent() ? draft.spoiled(fault.get()) : draft.limited();
        long input = past.tokens() + prompt.tokens() + Tokens.ofBytes(formats.bytes(ask));
        long cached = past.tokens() < CACHED_FROM ? 0 : past.tokens() / CACHED_STEP * CACHED_STEP;
        Reply reply = kept.reply(input, cached, fault.orElse(null), REFUSAL);
        return new Answered(ask.answer(reply, stamp), reply.usage());
    }

    private String compose(Ask ask, Phrases phrases, SplittableRandom random) {
        Schema schema = formats.schema(ask);
        if (schema != null) {
            return Composer.compose(schema, phrases, random, settings.replyBytes());
        }
        int length = settings.replyBytes() == 0 ? PROSE : settings.replyBytes();
        String prose = phrases.prose(random, length);
        boolean json = ask.format().path("type").asText().equals(JSON_TYPE);
        return json ? "{\"reply\":\"" + prose + "\"}" : prose;
    }

    private long reasoning(String effort, SplittableRandom random) {
        double share =
                switch (effort) {
                    case "none" -> 0;
                    case "minimal" -> 0.25;
                    case "low" -> 0.5;
                    case "high" -> 2;
                    case "xhigh" -> 4;
                    case "max" -> 8;
                    default -> 1;
                };
        return Math.round(settings.reasoningTokens() * share * random.nextDouble(0.5, 1.5));
    }

    /** All texts of a reply, before they are put into a form. */
    static List<String> texts(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }
}
