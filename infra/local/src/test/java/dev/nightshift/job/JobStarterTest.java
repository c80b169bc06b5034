package dev.nightshift.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.nightshift.job.JobStarter.Started;
import dev.nightshift.local.template.Template;
import dev.nightshift.machine.Machines;
import dev.nightshift.pricing.Lane;
import dev.nightshift.site.Declared;
import dev.nightshift.site.FreshBucket;
import dev.nightshift.site.FreshTable;
import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.Table;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** What a job begins with; a machine that only waits stands in for the one that is deployed. */
@OnEverySite
class JobStarterTest {
    private static Bucket bucket;
    private static Jobs jobs;
    private static SfnClient stepFunctions;
    private static String machine;
    private static JobStarter starter;

    @Parameter Site site;

    @BeforeParameterizedClassInvocation
    static void make(Site site) {
        Template template = Declared.at(site);
        bucket = new Bucket(FreshBucket.make(site, template), Declared.storage(template));
        jobs = new Jobs(new Table(FreshTable.make(site, template), Declared.storage(template)));
        stepFunctions = site.stepFunctionsClient();
        machine =
                new Machines(site)
                        .make(
                                """
                                {'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':3600,'End':true}}}
                                """);
        starter = new JobStarter(bucket, jobs, stepFunctions, machine, InstantSource.system());
    }

    @Test
    void jobHasItsInputItsTaskItsRowAndItsExecution() throws IOException {
        byte[] input = new byte[6 * 1024 * 1024];
        new Random(1).nextBytes(input);

        Job job =
                starter.start(
                        "Größe.csv",
                        new ByteArrayInputStream(input),
                        TestingJobs.QUALIFY,
                        JobOptions.STANDARD.withIdColumn("id"));

        try (InputStream stored = bucket.open(job.files().input())) {
            assertThat(stored.readAllBytes()).isEqualTo(input);
        }
        assertThat(task(job).source()).isEqualTo(TestingJobs.QUALIFY.source());
        assertThat(jobs.require(job.id()).source()).isEqualTo("Größe.csv");
        ExecutionListItem execution = execution(job);
        assertThat(
                        stepFunctions
                                .describeExecution(
                                        ask -> ask.executionArn(execution.executionArn()))
                                .input())
                .isEqualTo(
                        "{\"version\":1,\"job\":\"%s\",\"run\":1,\"again\":null}"
                                .formatted(job.id()));
    }

    @Test
    void jobKeepsTheTaskItStartedWithWhateverBecomesOfIt() throws IOException {
        var shelf = new TaskShelf(bucket);
        String yaml = TestingJobs.SCORE.source();
        shelf.put(Tasks.parse(yaml, "score"));

        Job job =
                starter.start(
                        "x.csv",
                        new ByteArrayInputStream(new byte[] {1}),
                        shelf.find("score").orElseThrow(),
                        JobOptions.STANDARD);
        shelf.put(Tasks.parse(yaml.replace("version: 1", "version: 2"), "score"));

        assertThat(shelf.find("score").orElseThrow().reference()).isEqualTo("score@2");
        assertThat(task(job).reference()).isEqualTo("score@1");
        assertThat(jobs.require(job.id()).task()).isEqualTo("score@1");
    }

    @Test
    void jobStartedAgainHasOneExecutionThoughTheFirstHasEnded() throws IOException {
        Job job =
                starter.start(
                        "x.csv",
                        new ByteArrayInputStream(new byte[] {1}),
                        TestingJobs.QUALIFY,
                        JobOptions.STANDARD);

        starter.execute(job);
        String first = execution(job).executionArn();
        stepFunctions.stopExecution(stop -> stop.executionArn(first));
        starter.execute(job);

        assertThat(execution(job).executionArn()).isEqualTo(first);
    }

    @Test
    void startThatIsRepeatedLeadsToTheJobThatIsThere() throws IOException {
        Job first = once(null, "repeated").job();

        Started again = once(null, "repeated");

        assertThat(again.isNew()).isFalse();
        assertThat(again.job().id()).isEqualTo(first.id());
        assertThat(once(null, "other").isNew()).isTrue();
    }

    @Test
    void startThatDiedBeforeItsExecutionIsFinishedByItsRepeat() throws IOException {
        var died =
                new JobStarter(
                        bucket, jobs, stepFunctions, machine + "-none", InstantSource.system());
        assertThatExceptionOfType(SfnException.class)
                .isThrownBy(() -> once(died, null, "died", JobOptions.STANDARD));

        Started repeat = once(null, "died");

        assertThat(repeat.isNew()).isFalse();
        assertThat(execution(repeat.job())).isNotNull();
    }

    @Test
    void startsSideBySideLeadToOneJob() {
        List<CompletableFuture<Started>> starts =
                Stream.generate(
                                () ->
                                        CompletableFuture.supplyAsync(
                                                () -> {
                                                    try {
                                                        return once(null, "side by side");
                                                    } catch (IOException e) {
                                                        throw new UncheckedIOException(e);
                                                    }
                                                }))
                        .limit(8)
                        .toList();

        List<Started> started = starts.stream().map(CompletableFuture::join).toList();

        assertThat(started.stream().filter(Started::isNew)).hasSize(1);
        assertThat(started.stream().map(one -> one.job().id()).distinct()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, succeeded, false",
        "COMPLETED, skipped, false",
        "COMPLETED, failed, true",
        "CANCELLED, succeeded, true",
        "FAILED, succeeded, true",
        "PAUSED, unsent, true",
    })
    void contentStandsOnlyForAJobThatRunsOrHasDoneAllOfIt(
            JobStatus status, String outcome, boolean isNew) throws IOException {
        String input = status + outcome;
        Job first = once(null, input).job();

        end(first, status, "{\"tally\":{\"%s\":1}}".formatted(outcome));

        assertThat(once(null, input).isNew()).isEqualTo(isNew);
        assertThat(once(null, input).isNew()).isFalse();
    }

    @Test
    void jobThatIsBeingCancelledStandsForNoOther() throws IOException {
        Job first = once(null, "unwanted").job();

        jobs.requestCancel(first.id(), Instant.now());

        assertThat(once(null, "unwanted").isNew()).isTrue();
    }

    @Test
    void keyOfTheCallerStandsForItsJobHoweverThatEnded() throws IOException {
        Job first = once("order-7", "keyed").job();
        end(first, JobStatus.FAILED, "{}");

        assertThat(once("order-7", "keyed").job().id()).isEqualTo(first.id());
        assertThat(once("order-8", "keyed").isNew()).isTrue();
        assertThatExceptionOfType(StartKeyTakenException.class)
                .isThrownBy(() -> once("order-7", "something else"))
                .withMessageContaining(first.id().value());
    }

    @Test
    void deletedJobFreesItsStart() throws IOException {
        Job first = once("order-9", "deleted").job();

        jobs.delete(first.id());

        Started next = once("order-9", "deleted");
        assertThat(next.isNew()).isTrue();
        jobs.delete(first.id());
        assertThat(once("order-9", "deleted").job().id()).isEqualTo(next.job().id());
    }

    @Test
    void whatIsWantedOfAJobMakesItAnotherButItsDeadlineAndItsCap() throws IOException {
        Job first = once(starter, null, "wanted", JobOptions.STANDARD).job();

        Started capped =
                once(
                        starter,
                        null,
                        "wanted",
                        JobOptions.STANDARD
                                .withDeadline(Instant.now())
                                .withMaxCost(BigDecimal.ONE));
        Started shorter = once(starter, null, "wanted", JobOptions.STANDARD.withMaxRecords(1L));
        Started faster = once(starter, null, "wanted", JobOptions.STANDARD.withLane(Lane.REALTIME));

        assertThat(capped.job().id()).isEqualTo(first.id());
        assertThat(shorter.isNew()).isTrue();
        assertThat(faster.isNew()).isTrue();
    }

    @Test
    void nobodyIsWokenByATokenThatIsNotKnown() {
        assertThatNoException()
                .isThrownBy(() -> new Waiters(stepFunctions).wake("nobody-waits", true));
    }

    @Test
    void jobWhoseRecordsNobodyTookStandsForNoOther() throws IOException {
        Job first = handing("https://crm.example/a").job();
        end(first, JobStatus.COMPLETED, "{\"tally\":{\"succeeded\":1}}");

        assertThat(handing("https://crm.example/b").isNew()).isTrue();
        jobs.handedOver(first.id(), 1, null, "{\"fate\":\"delivered\"}");
        assertThat(handing("https://crm.example/a").isNew()).isFalse();
        // What was noted last has to be said.
        jobs.handedOver(first.id(), 1, null, "{\"fate\":\"failed\"}");
        assertThat(handing("https://crm.example/a").isNew()).isFalse();
        jobs.handedOver(first.id(), 1, "{\"fate\":\"delivered\"}", "{\"fate\":\"failed\"}");
        assertThat(handing("https://crm.example/a").isNew()).isTrue();
    }

    private static Started handing(String handover) throws IOException {
        return starter.startOnce(
                null,
                "x.csv",
                new ByteArrayInputStream(new byte[] {1}),
                TestingJobs.MAPPED,
                JobOptions.STANDARD.withHandover(URI.create(handover)));
    }

    private static Started once(@Nullable String key, String input) throws IOException {
        return once(starter, key, input, JobOptions.STANDARD);
    }

    private static Started once(
            JobStarter by, @Nullable String key, String input, JobOptions options)
            throws IOException {
        return by.startOnce(
                key,
                "x.csv",
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                TestingJobs.QUALIFY,
                options);
    }

    private static void end(Job job, JobStatus status, String summary) {
        jobs.finished(job, status, Instant.now(), null, summary);
    }

    /** The only execution of a job. */
    private Task task(Job job) throws IOException {
        try (InputStream in = bucket.open(job.files().task())) {
            return Tasks.kept(new String(in.readAllBytes(), UTF_8), job.task());
        }
    }

    private static ExecutionListItem execution(Job job) {
        var executions =
                stepFunctions
                        .listExecutionsPaginator(list -> list.stateMachineArn(machine))
                        .executions()
                        .stream()
                        .filter(one -> one.name().equals(job.id().value()))
                        .toList();
        assertThat(executions).hasSize(1);
        return executions.getFirst();
    }
}
