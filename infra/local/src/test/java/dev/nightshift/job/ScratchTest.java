package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What functions lay on the disk of the machine they run on. */
@Timeout(120)
class ScratchTest {
    @TempDir private Path folder;

    @Test
    void whatAKilledFunctionLeftBehindIsGoneAfterTheNextStart() throws Exception {
        Path scratch = folder.resolve("stack/tmp");
        Path left = Files.createDirectories(scratch.resolve("nightshift-1")).resolve("output");
        Files.writeString(left, "half an answer");

        try (TestingCloud cloud = TestingCloud.start(folder, Map.of(), Map.of())) {
            assertThat(scratch).isEmptyDirectory();
            Job job = submitted(cloud);

            Files.delete(scratch);
            assertThat(cloud.collect(job).error())
                    .isEqualTo("dev.nightshift.lambda.StepInterruptedException");

            Files.createDirectory(scratch);
            assertThat(cloud.collect(job).error()).isEmpty();
            assertThat(scratch).isEmptyDirectory();
        }
    }

    private static Job submitted(TestingCloud cloud) throws Exception {
        Job job = cloud.begin(TestingCloud.postings(3), TestingCloud.QUALIFY);
        cloud.prepare(job);
        cloud.submit(job);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> cloud.poll(job).payload().path("over").asBoolean());
        return job;
    }
}
