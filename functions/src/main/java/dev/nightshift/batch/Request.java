package dev.nightshift.batch;

import dev.nightshift.record.SkipReason;
import dev.nightshift.tokens.TokenMeter.Measure;
import java.util.List;

/** What a record becomes. */
public sealed interface Request {
    /**
     * A request within the limit.
     *
     * @param line of the batch's file, its line feed included
     * @param prompt what the model is told about the record, as {@link Requests} measures it
     * @param tokens of the whole request
     * @param cuts what of the record was cut to keep to the limit; mostly empty
     * @param hash of all that the model is told; of the first request where this one is revised
     */
    // Written once and never changed: a copy of up to 200 MB would serve nobody.
    @SuppressWarnings("ArrayRecordComponent")
    record Fitting(
            byte[] line,
            Measure prompt,
            RequestTokens tokens,
            List<FieldCut> cuts,
            ContentHash hash)
            implements Request {}

    /**
     * No request: whatever may be cut, it would be too long, or OpenAI would refuse it.
     *
     * @param why in a line
     */
    record Unfit(SkipReason reason, String why) implements Request {}
}
