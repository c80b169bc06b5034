package dev.nightshift.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the API tells it.
 *
 * @param id its name, which cannot be guessed
 * @param conversation the script that it goes by
 * @param subject what it is about, in a line
 * @param from the record of a job that it is about; null for one that was handed in
 * @param underWay the turn that is under way, or waits in a wave; null for none
 * @param kinds the kinds of turns by which it can be gone on with
 * @param record what it is about; null in lists
 * @param turns all of them in order; null in lists
 * @param tokens of all turns
 * @param costUsd of all turns, in US dollars, exactly
 * @param maxCostUsd what it may cost, in US dollars; null for no cap
 * @param complete how far the whole workflow is; null when it was not asked for, and in lists
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConversationView(
        @Schema(example = "k7q2x4fm6azt3nw5b2r6y4hpqe") String id,
        @Schema(example = "posting") String conversation,
        @Schema(example = "gpt-6-luna") String model,
        String subject,
        @Nullable From from,
        Instant created,
        @Nullable String underWay,
        List<String> kinds,
        @Nullable Map<String, String> record,
        @Nullable List<TurnView> turns,
        TurnTokens tokens,
        @Schema(example = "0.00214") String costUsd,
        long unpriced,
        long uncertain,
        @Nullable String maxCostUsd,
        @Nullable Complete complete) {

    /**
     * A record of a job.
     *
     * @param recordId its id there
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record From(String job, String recordId) {}

    /**
     * How far the whole workflow is.
     *
     * @param over whether nothing more of it comes, unless it is asked for again
     * @param turns the status of each kind's turn, {@code pending} before it is begun
     * @param problem why some of it could not be asked; null for nothing
     */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Complete(boolean over, Map<String, String> turns, @Nullable String problem) {}
}
