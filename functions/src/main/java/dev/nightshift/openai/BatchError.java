package dev.nightshift.openai;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a batch's input file was refused. Any one of them refuses the whole file.
 *
 * @param code what is wrong, as {@code invalid_json_line} or {@code token_limit_exceeded}; null if
 *     not told
 * @param message the same for people; may quote the line, so it does not belong in a log; null if
 *     not told
 * @param param the field that is wrong, as {@code body.model}; null if it is none
 * @param line the line of the input file, counted from 1; null if it is the file as a whole
 */
@Serdeable.Deserializable
public record BatchError(
        @Nullable String code,
        @Nullable String message,
        @Nullable String param,
        @Nullable Long line) {}
