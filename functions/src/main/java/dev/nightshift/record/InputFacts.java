package dev.nightshift.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * What was found in an input.
 *
 * @param rows that were read
 * @param droppedRows those of them that the task leaves out before they are part of a record
 * @param records that were made of the others, usable or not
 * @param readAs what it was taken for, see {@link InputForm#described}
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record InputFacts(long rows, long droppedRows, long records, String readAs) {}
