package dev.nightshift.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nightshift.estimate.Estimate;
import dev.nightshift.estimate.EstimateReport;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.LaneRules;
import java.time.Instant;

/** Writes an estimate for machines, as the API does. */
final class EstimateJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private EstimateJson() {}

    static String of(Estimate estimate, CheckedInput input) {
        LaneRules.Choice choice =
                LaneRules.STANDARD.choose(JobOptions.STANDARD, estimate.requests(), Instant.EPOCH);
        try {
            return JSON.writeValueAsString(
                    EstimateReport.of(estimate, input.rows(), input.bytes(), choice));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of plain values can be written", e);
        }
    }
}
