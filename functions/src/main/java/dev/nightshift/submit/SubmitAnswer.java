package dev.nightshift.submit;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * A batch that is at OpenAI, or never will be. After a reservation it is read by nobody but whoever
 * looks at the logs: what wakes the execution is its token.
 *
 * @param version of this contract, 1
 * @param over whether there is nothing to wait for, because the batch was never to be created
 * @param cutOff from when on its looks are to find out whether its job's deadline has it given up,
 *     in seconds since 1970; null for never
 * @param told whether OpenAI's webhook tells of its end, so that it is looked at every hour only
 */
@Serdeable
public record SubmitAnswer(
        int version,
        String job,
        int batch,
        int attempt,
        boolean over,
        @Nullable Long cutOff,
        boolean told) {}
