package dev.nightshift.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.openai.Batch;
import dev.nightshift.openai.BatchCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are paid for are waited for, however their batch ended. */
class BatchEndTest {
    private static final Instant END = Instant.parse("2030-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // status, output, error, answered, failed, minutes since, whether it is whole
        "completed, out, , 2, 0, 0, true",
        "completed, out, , 1, 1, 0, true",
        "completed, , , 2, 0, 1439, false",
        "completed, , , 2, 0, 1441, true",
        "completed, , err, 1, 1, 1439, false",
        "expired, , err, 1, 1, 1439, false",
        "expired, , , 1, 0, 1439, false",
        "cancelled, , err, 1, 1, 1439, false",
        "completed, , err, 0, 2, 0, true",
        "completed, , , 0, 2, 9, false",
        "completed, , , 0, 2, 11, true",
        "expired, , , 0, 0, 0, true",
        "failed, , , 0, 0, 0, true",
        "in_progress, , , 2, 0, 1441, false",
        "undated, , , 2, 0, 0, false",
    })
    void answersAreWaitedFor(
            String status,
            @Nullable String output,
            @Nullable String error,
            long answered,
            long failed,
            long minutes,
            boolean isWhole) {
        Batch batch =
                new Batch(
                        "batch_1",
                        status.equals("undated") ? "completed" : status,
                        null,
                        null,
                        null,
                        output,
                        error,
                        null,
                        END,
                        null,
                        null,
                        null,
                        at("completed", status),
                        at("failed", status),
                        at("expired", status),
                        null,
                        at("cancelled", status),
                        new BatchCounts(2L, answered, failed),
                        null,
                        Map.of());

        assertThat(BatchEnd.isWhole(batch, END.plus(Duration.ofMinutes(minutes))))
                .isEqualTo(isWhole);
    }

    private static @Nullable Instant at(String end, String status) {
        return end.equals(status) ? END : null;
    }
}
