package dev.nightshift.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.exchange.ExchangeRequest.Cursor;
import dev.nightshift.job.JobId;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * A step that was done.
 *
 * @param version of this contract, 1
 * @param cursor where it is to be gone on with; null when it is done
 * @param job the job that a schedule led to; null for none, and for a step
 * @param waitsFor the job for which a schedule led to none, as it has not given its results back
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExchangeAnswer(
        int version, @Nullable Cursor cursor, @Nullable String job, @Nullable String waitsFor) {
    static final ExchangeAnswer DONE = new ExchangeAnswer(1, null, null, null);

    static ExchangeAnswer goOn(Cursor cursor) {
        return new ExchangeAnswer(1, cursor, null, null);
    }

    static ExchangeAnswer started(JobId job) {
        return new ExchangeAnswer(1, null, job.value(), null);
    }

    static ExchangeAnswer waitingFor(JobId job) {
        return new ExchangeAnswer(1, null, null, job.value());
    }
}
