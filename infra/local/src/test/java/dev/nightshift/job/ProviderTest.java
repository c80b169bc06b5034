package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.pricing.Lane;
import dev.nightshift.simulator.http.Endpoint;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole jobs with providers that take and tell things otherwise than OpenAI. */
@Timeout(120)
class ProviderTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"azure", "groq"})
    void jobsGoThroughOtherProviders(String provider) throws Exception {
        var simulator =
                new HashMap<>(
                        Map.of(
                                "provider", provider,
                                "model.names", "ours",
                                "fault.http.batches.create.drop-after-rate", "1",
                                "fault.http.batches.create.first-calls", "1"));
        try (var cloud =
                TestingCloud.start(
                        folder,
                        simulator,
                        Map.of(
                                "OpenAiProvider",
                                provider,
                                "OpenAiDeployments",
                                "gpt-6-luna=ours,mine=ours",
                                "ModelPrices",
                                "mine=1/0.5/4"))) {
            Job batch = cloud.await(cloud.start(TestingJobs.postings(3)).id());
            Job direct =
                    cloud.await(
                            cloud.start(
                                            TestingJobs.postings(2),
                                            TestingJobs.QUALIFY.withModel("mine"),
                                            JobOptions.STANDARD
                                                    .withLane(Lane.REALTIME)
                                                    .withMaxCost(BigDecimal.ONE))
                                    .id());

            assertThat(batch.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(succeeded(cloud, batch)).isEqualTo(3);
            assertThat(succeeded(cloud, direct)).isEqualTo(2);
            assertThat(cloud.report(batch).path("unpriced_replies").asLong()).isZero();
            JsonNode bill = cloud.report(direct);
            assertThat(bill.path("unpriced_replies").asLong()).isZero();
            assertThat(new BigDecimal(bill.path("cost_usd").asText()))
                    .isEqualByComparingTo(
                            new BigDecimal(bill.at("/usage/input_tokens").asLong())
                                    .add(
                                            new BigDecimal(
                                                    4 * bill.at("/usage/output_tokens").asLong()))
                                    .movePointLeft(6));
            // The answer to the first creation was lost, and the batch was found again.
            assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
            assertThat(cloud.openAi.calls().of(Endpoint.FILES_CREATE)).isEqualTo(1);
        }
    }

    private static long succeeded(TestingCloud cloud, Job job) throws IOException {
        return cloud.report(job).path("outcomes").path("succeeded").asLong();
    }
}
