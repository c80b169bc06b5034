package dev.nightshift.conversation;

import dev.nightshift.batch.ReplyJudge.Judgement;
import dev.nightshift.pricing.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a model said to one request.
 *
 * @param via how it knew what was said before
 * @param response its id at OpenAI; null when it gave none
 * @param words the reply as it is kept; null when there are none
 * @param model that answered
 * @param sent tokens that were put on the wire for it, by our count
 */
record Spoken(
        Via via,
        @Nullable String response,
        @Nullable String words,
        Judgement judgement,
        Usage usage,
        String model,
        long sent) {}
