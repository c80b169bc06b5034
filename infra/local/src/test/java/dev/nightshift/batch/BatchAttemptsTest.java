package dev.nightshift.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.job.JobId;
import dev.nightshift.local.template.Template;
import dev.nightshift.openai.Batch;
import dev.nightshift.openai.BatchCounts;
import dev.nightshift.pricing.Lane;
import dev.nightshift.site.Declared;
import dev.nightshift.site.FreshTable;
import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import dev.nightshift.storage.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The rows of batches, on a real table: who may change them, and when. */
@OnEverySite
class BatchAttemptsTest {
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static BatchAttempts attempts;

    private final JobId job = JobId.create(NOON);

    @Parameter Site site;

    @BeforeParameterizedClassInvocation
    static void make(Site site) {
        Template template = Declared.at(site);
        attempts =
                new BatchAttempts(
                        new Table(FreshTable.make(site, template), Declared.storage(template)));
    }

    @Test
    void batchesOfAJobComeInTheirOrder() {
        for (int batch : new int[] {100, 2, 11, 1}) {
            attempts.written(
                    BatchAttempt.first(job, batch, Lane.BATCH, load(5), batch * 10L, 7), NOON);
        }

        assertThat(attempts.of(job).stream().map(BatchAttempt::batch))
                .containsExactly(1, 2, 11, 100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attempts.require(job, 3, 1))
                .withMessageContaining(job.value());
    }

    @Test
    void batchIsWrittenAgainUntilSomebodyBeginsToSubmitIt() {
        BatchAttempt first = written();
        attempts.written(BatchAttempt.first(job, 1, Lane.BATCH, load(6), 0, 8), NOON);
        assertThat(attempts.require(job, 1, 1).requests()).isEqualTo(6);

        assertThat(attempts.lease(first, "me", NOON, LEASE)).isTrue();
        attempts.written(BatchAttempt.first(job, 1, Lane.BATCH, load(9), 0, 9), NOON);

        assertThat(attempts.require(job, 1, 1).requests()).isEqualTo(6);
    }

    @Test
    void leaseIsOneHoldersUntilItsEnd() {
        BatchAttempt attempt = written();

        assertThat(attempts.lease(attempt, "me", NOON, LEASE)).isTrue();
        assertThat(attempts.lease(attempt, "me", NOON.plusSeconds(60), LEASE)).isTrue();
        assertThat(attempts.lease(attempt, "you", NOON.plusSeconds(180), LEASE))
                .as("to the instant of its end")
                .isFalse();
        assertThat(attempts.lease(attempt, "you", NOON.plusSeconds(180).plusMillis(1), LEASE))
                .isTrue();

        assertThat(attempts.uploaded(attempt, "me", "file-1")).isFalse();
        assertThat(attempts.creating(attempt, "me", NOON)).isFalse();
        attempts.release(attempt, "me");
        assertThat(attempts.uploaded(attempt, "you", "file-2")).isTrue();
        assertThat(attempts.require(job, 1, 1).fileId()).isEqualTo("file-2");
    }

    @Test
    void batchIsSubmittedOnce() {
        BatchAttempt attempt = written();

        assertThat(attempts.submitted(attempt, batch("batch_1"), NOON)).isTrue();
        assertThat(attempts.submitted(attempt, batch("batch_2"), NOON)).isFalse();

        BatchAttempt now = attempts.require(job, 1, 1);
        assertThat(now.batchId()).isEqualTo("batch_1");
        assertThat(now.phase()).isEqualTo(Phase.SUBMITTED);
        assertThat(attempts.lease(attempt, "late", NOON.plusSeconds(999), LEASE)).isFalse();
    }

    @Test
    void creationThatCertainlyDidNotHappenIsForgotten() {
        BatchAttempt attempt = written();
        attempts.lease(attempt, "me", NOON, LEASE);

        assertThat(attempts.creating(attempt, "me", NOON)).isTrue();
        assertThat(attempts.require(job, 1, 1).creating()).isEqualTo(NOON);
        attempts.notCreated(attempt, "you");
        assertThat(attempts.require(job, 1, 1).creating()).isEqualTo(NOON);
        attempts.notCreated(attempt, "me");
        assertThat(attempts.require(job, 1, 1).creating()).isNull();
    }

    @Test
    void collectedBatchStaysCollected() {
        BatchAttempt attempt = written();
        attempts.submitted(attempt, batch("batch_1"), NOON);
        attempts.waiting(job, 1, 1, "token");
        attempts.over(attempt, NOON.plusSeconds(1));
        attempts.over(attempt, NOON.plusSeconds(2));
        attempts.collected(attempt, "{}", Load.NONE, NOON.plusSeconds(3));
        BatchAttempt collected = attempts.require(job, 1, 1);

        attempts.over(attempt, NOON.plusSeconds(4));
        attempts.seen(attempt, batch("batch_1"));

        assertThat(attempts.require(job, 1, 1)).isEqualTo(collected);
        assertThat(collected.phase()).isEqualTo(Phase.COLLECTED);
        assertThat(collected.token()).isEqualTo("token");
        assertThat(collected.over()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void whatOpenAiSaysIsNoted() {
        BatchAttempt attempt = written();

        attempts.seen(attempt, batch("batch_1"));

        BatchAttempt now = attempts.require(job, 1, 1);
        assertThat(now.status()).isEqualTo("in_progress");
        assertThat(now.done()).as("completed and failed").isEqualTo(4);
        assertThat(now.expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(1)));
    }

    private static Batch batch(String id) {
        return new Batch(
                id,
                "in_progress",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                NOON.plus(Duration.ofDays(1)),
                null,
                null,
                null,
                null,
                null,
                null,
                new BatchCounts(5L, 3L, 1L),
                null,
                Map.of());
    }

    private BatchAttempt written() {
        attempts.written(BatchAttempt.first(job, 1, Lane.BATCH, load(5), 0, 7), NOON);
        return attempts.require(job, 1, 1);
    }

    private static Load load(int requests) {
        return new Load(requests, 30, 300, new BigDecimal("0.25"));
    }
}
