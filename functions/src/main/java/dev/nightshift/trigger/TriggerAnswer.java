package dev.nightshift.trigger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * What an event led to; nobody reads it but who looks for a fault.
 *
 * @param jobs those that were started, or had been by the same object
 * @param refused objects that no job can be made of, as is said beside them
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record TriggerAnswer(List<String> jobs, int refused) {}
