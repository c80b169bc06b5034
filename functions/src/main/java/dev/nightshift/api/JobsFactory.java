package dev.nightshift.api;

import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.batch.Cancellation;
import dev.nightshift.job.JobStarter;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.Waiters;
import dev.nightshift.storage.Bucket;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What starts and stops jobs. */
@Factory
final class JobsFactory {
    @Singleton
    JobStarter starter(
            Bucket bucket,
            Jobs jobs,
            SfnClient stepFunctions,
            ApiSettings settings,
            InstantSource clock) {
        return new JobStarter(bucket, jobs, stepFunctions, settings.stateMachineArn(), clock);
    }

    @Singleton
    Cancellation cancellation(
            Jobs jobs, BatchAttempts attempts, Waiters waiters, InstantSource clock) {
        return new Cancellation(jobs, attempts, waiters, clock);
    }
}
