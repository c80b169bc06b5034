package dev.nightshift.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.exchange.ExchangeRequest.Cursor;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * A step that was done.
 *
 * @param version of this contract, 1
 * @param cursor where it is to be gone on with; null when it is done
 * @param job the job that a schedule led to; null for none, and for a step
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExchangeAnswer(int version, @Nullable Cursor cursor, @Nullable String job) {
    static final ExchangeAnswer DONE = new ExchangeAnswer(1, null, null);
}
