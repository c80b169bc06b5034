package dev.nightshift.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the jobs, newest first.
 *
 * @param nextCursor what leads to the next page, which may be empty; absent at the end
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobPage(List<JobView> jobs, @Nullable String nextCursor) {}
