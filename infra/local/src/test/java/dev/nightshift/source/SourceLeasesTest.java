package dev.nightshift.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.job.AttemptLimits;
import dev.nightshift.job.Feed;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.Jobs;
import dev.nightshift.pricing.Lane;
import dev.nightshift.storage.Table;
import dev.nightshift.storage.TestingTable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceLeasesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Source LEASED = source(null);

    @Test
    void oneJobAtATimeHasATableUntilItHasItsResults() throws IOException {
        try (TestingTable testing = TestingTable.start()) {
            Table table = testing.open();
            var jobs = new Jobs(table);
            var leases = new SourceLeases(table, jobs);
            Job first = begun(jobs);
            Job second = begun(jobs);

            leases.take(LEASED, first);
            leases.take(LEASED, first);
            requireBusy(leases, second, first);
            leases.take(source("claim"), second);
            jobs.finished(first, JobStatus.COMPLETED, NOW, null, "{}");
            requireBusy(leases, second, first);

            jobs.delivered(first, "{}");
            assertThat(leases.holder(LEASED)).isEmpty();
            leases.take(LEASED, second);
            leases.release(LEASED, first);
            assertThat(leases.holder(LEASED)).hasValue(second.id());
            requireBusy(leases, begun(jobs), second);

            leases.continued(LEASED, first);
            leases.continued(LEASED, second);
            leases.continued(LEASED, second);
            assertThat(leases.lastOf(LEASED)).hasValue(second.id());

            jobs.delete(second.id());
            assertThat(leases.holder(LEASED)).as("of a job that is gone").isEmpty();
        }
    }

    private static void requireBusy(SourceLeases leases, Job wanting, Job holder) {
        assertThatExceptionOfType(SourceBusyException.class)
                .isThrownBy(() -> leases.take(LEASED, wanting))
                .withMessageContaining(holder.id().value());
    }

    private static Source source(@Nullable String claim) {
        return new Source.DynamoDb(
                "people",
                null,
                List.of("text"),
                new Source.Written("mark", null, claim, null, Map.of()),
                10);
    }

    private static Job begun(Jobs jobs) {
        Job job =
                new Job(
                        JobId.create(NOW),
                        null,
                        "dynamodb people",
                        "qualify@1",
                        "gpt-6-luna",
                        JobOptions.STANDARD,
                        Lane.BATCH,
                        null,
                        JobStatus.PREPARING,
                        0,
                        0,
                        null,
                        1,
                        1,
                        null,
                        AttemptLimits.ONCE,
                        NOW,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Feed.TABLE,
                        null,
                        null,
                        null);
        jobs.create(job);
        return job;
    }
}
