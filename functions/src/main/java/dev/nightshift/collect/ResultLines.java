package dev.nightshift.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.FieldCut;
import dev.nightshift.pricing.Usage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Writes results as JSON, one compact object a line, ended by a line feed, UTF-8, in input order.
 *
 * <pre>
 * {"ordinal":0,"id":"p-1","line":2,"outcome":"succeeded","result":{…},"fields":{…},"attempts":1,
 *  "usage":{"input_tokens":812,"cached_input_tokens":0,"output_tokens":64,"reasoning_tokens":0},
 *  "cost_usd":"0.0000566"}
 * </pre>
 *
 * {@code from} stands where the result was paid for another record, and names its job and its id.
 * {@code cut} stands where the model was given only the beginning of a field, {@code warnings}
 * where something about the reply is odd, {@code code} and {@code message} stand where the outcome
 * has them, {@code text} where the model's words did not fit, {@code attempts} where the record was
 * sent, {@code usage} where something was billed, {@code cost_usd} unless the model's price is not
 * known.
 */
final class ResultLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonGenerator json;
    private final OutputStream out;

    ResultLines(OutputStream out) throws IOException {
        this.out = out;
        this.json =
                JSON.createGenerator(out)
                        .configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false)
                        .setRootValueSeparator(null);
    }

    void write(RecordResult result) throws IOException {
        json.writeStartObject();
        json.writeNumberField("ordinal", result.record().ordinal());
        json.writeStringField("id", result.record().id());
        json.writeNumberField("line", result.record().line());
        json.writeStringField("outcome", result.outcome().kind().wire());
        if (result.outcome().code() != null) {
            json.writeStringField("code", result.outcome().code());
        }
        if (result.outcome().message() != null) {
            json.writeStringField("message", result.outcome().message());
        }
        if (!result.record().cuts().isEmpty()) {
            FieldCut.write(result.record().cuts(), json);
        }
        if (result.from() != null) {
            json.writeObjectFieldStart("from");
            json.writeStringField("job", result.from().job());
            json.writeStringField("id", result.from().id());
            json.writeEndObject();
        }
        if (result.value() != null) {
            json.writeObjectField("result", result.value());
        }
        if (result.text() != null) {
            json.writeStringField("text", result.text());
        }
        if (!result.warnings().isEmpty()) {
            json.writeArrayFieldStart("warnings");
            for (String warning : result.warnings()) {
                json.writeString(warning);
            }
            json.writeEndArray();
        }
        json.writeObjectFieldStart("fields");
        for (Map.Entry<String, String> field : result.record().fields().entrySet()) {
            json.writeStringField(field.getKey(), field.getValue());
        }
        json.writeEndObject();
        if (result.attempts() > 0) {
            json.writeNumberField("attempts", result.attempts());
        }
        if (!result.usage().equals(Usage.ZERO)) {
            writeUsage(result.usage());
        }
        if (result.cost() != null) {
            json.writeStringField("cost_usd", result.cost().toPlainString());
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Hands what was written so far to the stream, so that something else can follow it. */
    void flush() throws IOException {
        json.flush();
    }

    /** Hands all that was written to the stream, which stays open. */
    void finish() throws IOException {
        json.close();
        out.flush();
    }

    private void writeUsage(Usage usage) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("input_tokens", usage.inputTokens());
        json.writeNumberField("cached_input_tokens", usage.cachedInputTokens());
        json.writeNumberField("output_tokens", usage.outputTokens());
        json.writeNumberField("reasoning_tokens", usage.reasoningTokens());
        json.writeEndObject();
    }
}
