package dev.nightshift.cli;

import dev.nightshift.job.JobStarter;
import dev.nightshift.job.Jobs;
import dev.nightshift.local.StackDescription;
import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.StorageSettings;
import dev.nightshift.storage.Table;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Starts jobs that the API would not, past it, as any client of AWS may. */
final class StackClient implements AutoCloseable {
    private final StackDescription description;
    private final InstantSource clock;
    private final SdkHttpClient http =
            ApacheHttpClient.builder().socketTimeout(Duration.ofMinutes(2)).build();
    private final S3Client s3;
    private final DynamoDbClient dynamoDb;
    private final SfnClient stepFunctions;
    private final Bucket bucket;
    private final Jobs jobs;

    /**
     * @param clock the stack's
     */
    StackClient(StackDescription description, InstantSource clock) {
        this.description = description;
        this.clock = clock;
        this.s3 = at(description.s3(), S3Client.builder().forcePathStyle(true)).build();
        this.dynamoDb = at(description.dynamoDb(), DynamoDbClient.builder()).build();
        this.stepFunctions = at(description.cloud(), SfnClient.builder()).build();
        StorageSettings storage =
                new StorageSettings(
                        description.bucket(), description.table(), description.retentionDays());
        Table table = new Table(dynamoDb, storage);
        this.bucket = new Bucket(s3, storage);
        this.jobs = new Jobs(table);
    }

    Jobs jobs() {
        return jobs;
    }

    JobStarter starter() {
        return new JobStarter(bucket, jobs, stepFunctions, description.stateMachineArn(), clock);
    }

    @Override
    public void close() {
        s3.close();
        dynamoDb.close();
        stepFunctions.close();
        http.close();
    }

    private <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B at(
            URI endpoint, B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(description.region()))
                .credentialsProvider(LocalCredentials.provider())
                .httpClient(http);
    }
}
