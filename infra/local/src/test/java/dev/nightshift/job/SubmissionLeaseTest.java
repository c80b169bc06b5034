package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.batch.Load;
import dev.nightshift.batch.SubmissionInFlightException;
import dev.nightshift.batch.SubmissionLease;
import dev.nightshift.local.template.Template;
import dev.nightshift.pricing.Lane;
import dev.nightshift.site.Declared;
import dev.nightshift.site.FreshTable;
import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import dev.nightshift.storage.Table;
import dev.nightshift.time.ManualTimeline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The right to submit, on a real table. */
@OnEverySite
class SubmissionLeaseTest {
    private static BatchAttempts attempts;

    private final ManualTimeline time = new ManualTimeline(Instant.parse("2026-11-21T00:00:00Z"));
    private BatchAttempt attempt;

    @Parameter Site site;

    @BeforeParameterizedClassInvocation
    static void make(Site site) {
        Template template = Declared.at(site);
        attempts =
                new BatchAttempts(
                        new Table(FreshTable.make(site, template), Declared.storage(template)));
    }

    @BeforeEach
    void writeABatch() {
        JobId job = JobId.create(time.instant());
        attempts.written(
                BatchAttempt.first(job, 1, Lane.BATCH, new Load(3, 30, 300, null), 0, 3),
                time.instant());
        attempt = attempts.require(job, 1, 1);
    }

    @Test
    void onlyOneHoldsItAndGivenBackItCanBeTakenAtOnce() {
        SubmissionLease first = take();

        assertThatExceptionOfType(SubmissionInFlightException.class).isThrownBy(this::take);

        first.close();
        take().close();
    }

    @Test
    void holderSeesWhatAnotherDidSinceTheAttemptWasRead() {
        try (SubmissionLease first = take()) {
            first.noteFile("file-1");
            first.noteCreating();
        }

        try (SubmissionLease second = take()) {
            assertThat(second.attempt().creating()).isEqualTo(time.instant());
            assertThat(second.attempt().fileId()).isEqualTo("file-1");
        }
    }

    @Test
    void holderThatWasGoneForTwoMinutesMayNotAskOpenAi() {
        SubmissionLease slow = take();
        time.advance(Duration.ofSeconds(121));

        try (SubmissionLease next = take()) {
            next.noteFile("file-2");
            assertThatExceptionOfType(SubmissionInFlightException.class)
                    .isThrownBy(slow::noteCreating);
            assertThatExceptionOfType(SubmissionInFlightException.class)
                    .isThrownBy(() -> slow.noteFile("file-1"));
        }
    }

    @Test
    void uploadThatTakesLongKeepsItByBeingRead() throws IOException {
        SubmissionLease slow = take();
        try (var upload = slow.renewedBy(new ByteArrayInputStream(new byte[10]))) {
            for (int i = 0; i < 10; i++) {
                time.advance(Duration.ofSeconds(60));
                assertThat(upload.read()).isZero();
            }
        }

        assertThatExceptionOfType(SubmissionInFlightException.class).isThrownBy(this::take);
    }

    private SubmissionLease take() {
        return SubmissionLease.take(attempts, attempt, time);
    }
}
