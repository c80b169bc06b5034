package dev.nightshift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.Load;
import dev.nightshift.job.AttemptLimits;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.LaneReason;
import dev.nightshift.pricing.Lane;
import dev.nightshift.progress.Progress;
import dev.nightshift.progress.Progress.Stage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    private static Progress running(long done) {
        return new Progress(Stage.RUNNING, done, 300, 1, Duration.ofSeconds(75));
    }

    @Test
    void drawsABarWithCountsAndTime() {
        assertThat(ProgressLine.live(running(150), 72))
                .isEqualTo(
                        "running     [================                 ]  150 of 300  50 %  1:15");
    }

    @Test
    void neverFillsALineToItsEnd() {
        for (int columns = 1; columns < 120; columns++) {
            assertThat(ProgressLine.live(running(299), columns)).hasSizeLessThan(columns + 1);
        }
    }

    @Test
    void saysHoursFromTheFirstOn() {
        Progress late =
                new Progress(Stage.VALIDATING, 0, 10, 1, Duration.ofHours(3).plusSeconds(62));

        assertThat(ProgressLine.live(late, 80)).endsWith("3:01:02");
    }

    @Test
    void namesBatchesWhereThereAreSeveral() {
        Progress two = new Progress(Stage.UPLOADING, 0, 100_000, 2, Duration.ZERO);

        assertThat(ProgressLine.plain(two)).isEqualTo("uploading (2 batches)");
    }

    @Test
    void requestsSentOneByOneRunBeforeAnythingIsSubmitted() {
        Job job = job();

        assertThat(Progress.of(job, List.of(written(job, 0)), Duration.ZERO).stage())
                .isEqualTo(Stage.UPLOADING);
        Progress begun = Progress.of(job, List.of(written(job, 7)), Duration.ZERO);
        assertThat(begun.stage()).isEqualTo(Stage.RUNNING);
        assertThat(begun.done()).isEqualTo(7);
    }

    @Test
    void aBatchThatAskedForRoomIsQueued() {
        Job job = job();

        BatchAttempt waits = attempt(job, Phase.WRITTEN, 0, null, "token");
        assertThat(Progress.of(job, List.of(waits), Duration.ZERO).stage()).isEqualTo(Stage.QUEUED);
    }

    @Test
    void theEndIsExpectedByThePaceSoFarAndBeforeOpenAiEndsTheBatch() {
        Instant sent = Instant.parse("2026-11-21T22:00:00Z");
        Instant later = sent.plus(Duration.ofMinutes(10));

        assertThat(expectedEnd(sent, 100, later)).isEqualTo(sent.plus(Duration.ofMinutes(30)));
        assertThat(expectedEnd(sent, 1, later)).isEqualTo(sent.plus(Duration.ofHours(24)));
        assertThat(expectedEnd(sent, 0, later)).isNull();
    }

    private static @Nullable Instant expectedEnd(Instant sent, long done, Instant now) {
        Job job = job();
        List<BatchAttempt> attempts = List.of(attempt(job, Phase.SUBMITTED, done, sent, null));
        return Progress.of(job, attempts, Duration.ZERO).expectedEnd(attempts, now);
    }

    @Test
    void writesALineForAStageAndForEachTenth() {
        var out = new ByteArrayOutputStream();
        Shell shell = TestingUser.in(Path.of("")).shell(out, new ByteArrayOutputStream());
        var printer = new ProgressPrinter(shell);

        for (int done = 0; done <= 300; done++) {
            printer.show(running(done));
        }
        printer.show(new Progress(Stage.COLLECTING, 300, 300, 1, Duration.ofSeconds(80)));

        assertThat(out.toString(UTF_8).lines())
                .hasSize(12)
                .startsWith("running: 0 of 300  0 %", "running: 30 of 300  10 %")
                .endsWith("running: 300 of 300  100 %", "collecting");
    }

    @Test
    void looksLessOftenAtOlderJobs() {
        assertThat(JobFollower.pause(Duration.ZERO)).isEqualTo(Duration.ofMillis(100));
        assertThat(JobFollower.pause(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(1));
        assertThat(JobFollower.pause(Duration.ofHours(5))).isEqualTo(Duration.ofSeconds(10));
    }

    private static Job job() {
        return new Job(
                JobId.create(Instant.EPOCH),
                null,
                "rows.csv",
                "qualify@1",
                "gpt-6-luna",
                JobOptions.STANDARD,
                Lane.REALTIME,
                LaneReason.WISH,
                JobStatus.RUNNING,
                1,
                300,
                null,
                1,
                1,
                null,
                AttemptLimits.ONCE,
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static BatchAttempt written(Job job, long done) {
        return attempt(job, Phase.WRITTEN, done, null, null);
    }

    /**
     * @param sent when OpenAI began; null before
     */
    private static BatchAttempt attempt(
            Job job, Phase phase, long done, @Nullable Instant sent, @Nullable String token) {
        return new BatchAttempt(
                job.id(),
                1,
                1,
                phase,
                1,
                Lane.REALTIME,
                new Load(300, 0, 0, null),
                0,
                300,
                null,
                null,
                null,
                sent == null ? null : "in_progress",
                done,
                sent,
                null,
                null,
                sent == null ? null : sent.plus(Duration.ofHours(24)),
                token,
                false,
                Load.NONE,
                null,
                false,
                false);
    }
}
