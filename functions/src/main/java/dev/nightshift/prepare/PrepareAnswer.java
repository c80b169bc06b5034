package dev.nightshift.prepare;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.prepare.PrepareRequest.Cursor;
import dev.nightshift.pricing.Lane;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * How far the requests are written.
 *
 * @param version of this contract, 1
 * @param job which job
 * @param lane how the requests are to reach the model
 * @param batches batches that are written by now
 * @param cursor where the next step goes on; null when all is written
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PrepareAnswer(
        int version, String job, Lane lane, int batches, @Nullable Cursor cursor) {}
