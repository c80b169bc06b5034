package dev.nightshift.collect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.RecordLineReader.RecordLine;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.Origin;
import dev.nightshift.record.Outcome;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record, ready to be written.
 *
 * @param value the reply, when it fits the task's schema; else null
 * @param text the model's words, when there are some and they do not fit; else null
 * @param warnings what is odd about the reply, a line each; mostly empty
 * @param attempts how often it was sent
 * @param usage tokens billed, of all attempts; zero when OpenAI named none
 * @param cost of all attempts, in US dollars; null when the price table lacks the model
 * @param from the record that it was paid for; null when that is this one
 */
record RecordResult(
        RecordLine record,
        Outcome outcome,
        @Nullable JsonNode value,
        @Nullable String text,
        List<String> warnings,
        int attempts,
        Usage usage,
        @Nullable BigDecimal cost,
        @Nullable Origin from) {
    RecordResult {
        warnings = List.copyOf(warnings);
    }
}
