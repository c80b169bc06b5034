package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightshift.local.template.Template;
import dev.nightshift.pricing.Lane;
import dev.nightshift.record.InputFacts;
import dev.nightshift.record.InputHints;
import dev.nightshift.site.Declared;
import dev.nightshift.site.FreshTable;
import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The rows of jobs, on a real table. */
@OnEverySite
class JobsTest {
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
    private static Table table;
    private static Jobs jobs;

    @Parameter Site site;

    @BeforeParameterizedClassInvocation
    static void make(Site site) {
        Template template = Declared.at(site);
        table = new Table(FreshTable.make(site, template), Declared.storage(template));
        jobs = new Jobs(table);
    }

    @Test
    void jobComesBackAsItWasCreatedAndIsCreatedOnce() {
        Job job = job(NOON);

        assertThat(jobs.create(job)).isTrue();
        assertThat(jobs.create(job)).isFalse();

        assertThat(jobs.find(job.id())).contains(job);
    }

    @Test
    void jobThatIsNotThereIsNotFound() {
        JobId nobody = JobId.create(NOON);

        assertThat(jobs.find(nobody)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> jobs.require(nobody))
                .withMessageContaining(nobody.value());
    }

    @Test
    void preparedJobRuns() {
        JobId id = created();

        jobs.prepared(
                id, 3, new InputFacts(120, 0, 120, "CSV"), AttemptLimits.ONCE, NOON.plusSeconds(5));

        Job job = jobs.require(id);
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.batches()).isEqualTo(3);
        assertThat(job.rows()).isEqualTo(120);
        assertThat(job.prepared()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void jobIsAskedToStopOnceAndOnlyWhileItGoesOn() {
        JobId id = created();

        assertThat(jobs.requestCancel(id, NOON.plusSeconds(1))).isTrue();
        assertThat(jobs.requestCancel(id, NOON.plusSeconds(2))).isFalse();
        assertThat(jobs.require(id).cancelRequested()).isEqualTo(NOON.plusSeconds(1));

        JobId over = created();
        jobs.finished(jobs.require(over), JobStatus.COMPLETED, NOON, null, "{}");
        assertThat(jobs.requestCancel(over, NOON)).isFalse();
        assertThat(jobs.requestCancel(JobId.create(NOON), NOON)).as("nobody's").isFalse();
    }

    @Test
    void jobThatIsOverDoesNotChangeAgain() {
        JobId id = created();
        assertThat(
                        jobs.finished(
                                jobs.require(id),
                                JobStatus.FAILED,
                                NOON.plusSeconds(9),
                                "no room",
                                "{\"rows\":1}"))
                .isTrue();
        Job ended = jobs.require(id);

        assertThat(jobs.finished(ended, JobStatus.COMPLETED, NOON.plusSeconds(10), null, "{}"))
                .isFalse();
        jobs.prepared(
                id, 7, new InputFacts(7, 0, 7, "CSV"), AttemptLimits.ONCE, NOON.plusSeconds(11));

        assertThat(jobs.require(id)).isEqualTo(ended);
        assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(ended.failure()).isEqualTo("no room");
        assertThat(ended.summary()).isEqualTo("{\"rows\":1}");
        assertThat(ended.finished()).isEqualTo(NOON.plusSeconds(9));
    }

    @Test
    void lateEndOfAnEarlierRunDoesNotEndTheNext() {
        JobId id = created();
        Job first = jobs.require(id);
        assertThat(jobs.restart(first)).isTrue();

        jobs.finished(first, JobStatus.FAILED, NOON, "late", "{}");

        assertThat(jobs.require(id).status()).isEqualTo(JobStatus.PREPARING);
        jobs.finished(jobs.require(id), JobStatus.COMPLETED, NOON, null, "{}");
        assertThat(jobs.require(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void jobKeepsWhatItsUserWants() {
        JobOptions wanted =
                new JobOptions(
                        InputHints.NONE
                                .withIdColumn("key")
                                .withDelimiter("tab")
                                .withEncoding("windows-1252"),
                        Lane.REALTIME,
                        new BigDecimal("12.50"),
                        NOON.plusSeconds(60),
                        25L,
                        true,
                        true,
                        "uploads/qualify/x.csv",
                        new Callbacks(
                                URI.create("https://crm.example/jobs?key=1"),
                                URI.create("https://crm.example/leads")));
        Job job =
                JobStarter.newJob(
                        TestingJobs.wanted(TestingJobs.MAPPED, wanted), InstantSource.fixed(NOON));

        jobs.create(job);

        assertThat(jobs.require(job.id()).options())
                .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .usingRecursiveComparison()
                .isEqualTo(wanted);
    }

    @Test
    void rowOfTheFirstVersionIsStillRead() {
        JobId id = JobId.create(NOON);
        table.putNew(
                Item.of(Jobs.pk(id), "JOB")
                        .put("source", "postings.csv")
                        .put("task", "qualify@1")
                        .put("model", "gpt-6-luna")
                        .put("job_status", "completed")
                        .put("created", NOON)
                        .put("prepared", NOON));

        Job job = jobs.require(id);

        assertThat(job.lane()).isEqualTo(Lane.BATCH);
        assertThat(job.execution()).isEqualTo(id.value());
        assertThat(job.attemptLimits()).isEqualTo(AttemptLimits.ONCE);
    }

    @Test
    void newestJobsComeFirst() {
        // Later than those of the other tests.
        List<JobId> ids =
                IntStream.range(0, 5)
                        .mapToObj(i -> job(NOON.plus(Duration.ofDays(1)).plusMillis(i)))
                        .peek(jobs::create)
                        .map(Job::id)
                        .toList();

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(jobs.newest(3).map(Job::id))
                                        .containsExactlyElementsOf(ids.reversed().subList(0, 3)));
    }

    private static JobId created() {
        Job job = job(NOON);
        jobs.create(job);
        return job.id();
    }

    private static Job job(Instant created) {
        return JobStarter.newJob(
                TestingJobs.wanted(TestingJobs.QUALIFY, JobOptions.STANDARD.withIdColumn("id")),
                InstantSource.fixed(created));
    }
}
