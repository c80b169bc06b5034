package dev.nightshift.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.record.InputFacts;
import dev.nightshift.record.Tally;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is.
 *
 * @param stage what happens to it: {@code preparing}, {@code queued} (for room at OpenAI), {@code
 *     uploading}, {@code validating}, {@code running}, {@code cancelling}, {@code finalising},
 *     {@code collecting}, {@code finished}
 * @param percent of the requests that are answered, 0 to 100
 * @param requests that there are, each counted once; 0 until they are known
 * @param answered those of them that need not be sent again
 * @param modelCalls requests that the model has answered, well or not, repeats included
 * @param rows records of the input; 0 until they are counted
 * @param input what was found in it; absent until all of it is read
 * @param outcomes of the rows whose batch is collected, as they stand
 * @param filtered records that the task's filter left out, of those
 * @param errors rows of those that somebody should look at
 * @param costUsd what the collected attempts have cost, in US dollars
 * @param expectedEnd when the requests would be answered if they go on as they did, and at the
 *     latest when OpenAI ends the batches; absent where there is nothing to go by
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProgressView(
        String id,
        String task,
        String status,
        String stage,
        int percent,
        long requests,
        long answered,
        long modelCalls,
        int batches,
        long rows,
        @Nullable InputFacts input,
        Tally outcomes,
        long filtered,
        long errors,
        String costUsd,
        Instant created,
        @Nullable Instant deadline,
        @Nullable Instant expectedEnd) {}
