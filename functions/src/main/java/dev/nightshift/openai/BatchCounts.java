package dev.nightshift.openai;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * How many requests of a batch are done. All are zero while it is validated, and stay so if that
 * fails; any is null if not told.
 */
@Serdeable.Deserializable
public record BatchCounts(@Nullable Long total, @Nullable Long completed, @Nullable Long failed) {}
