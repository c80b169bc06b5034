package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.nightshift.local.template.Template;
import dev.nightshift.machine.Machines;
import dev.nightshift.site.Declared;
import dev.nightshift.site.FreshBucket;
import dev.nightshift.site.FreshTable;
import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

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
        assertThat(new JobTasks(bucket).of(job).source()).isEqualTo(TestingJobs.QUALIFY.source());
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
    void nobodyIsWokenByATokenThatIsNotKnown() {
        assertThatNoException()
                .isThrownBy(() -> new Waiters(stepFunctions).wake("nobody-waits", true));
    }

    /** The only execution of a job. */
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
