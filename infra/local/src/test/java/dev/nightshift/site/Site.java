package dev.nightshift.site;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * An AWS that a suite runs on. Every client gets an endpoint: none ever goes where the SDK would
 * have sent it by itself. What a suite makes there goes when the site is closed.
 */
public final class Site implements AutoCloseable {
    private final String name;
    private final Services services;
    private final AwsCredentialsProvider credentials;
    private final Region region;
    private final Deque<AutoCloseable> made = new ArrayDeque<>();

    Site(String name, Services services, AwsCredentialsProvider credentials, Region region) {
        this.name = name;
        this.services = services;
        this.credentials = credentials;
        this.region = region;
    }

    /**
     * What a site offers.
     *
     * @param function what a state machine here may call: it gives back, in {@code echo}, what it
     *     is given, and fails when that has {@code fail}; not addressed but named
     */
    record Services(Service s3, Service dynamoDb, Service stepFunctions, Service function) {
        /** A site with nothing. */
        static Services none(String reason) {
            var missing = new Service.Missing(reason);
            return new Services(missing, missing, missing, missing);
        }

        boolean isEmpty() {
            return Stream.of(s3, dynamoDb, stepFunctions)
                    .allMatch(Service.Missing.class::isInstance);
        }
    }

    public AwsCredentialsProvider credentials() {
        return credentials;
    }

    public Region region() {
        return region;
    }

    /** Where S3 is; leaves out whoever asks where there is none. So do those below. */
    public URI s3() {
        return endpoint(services.s3());
    }

    public URI dynamoDb() {
        return endpoint(services.dynamoDb());
    }

    public URI stepFunctions() {
        return endpoint(services.stepFunctions());
    }

    /** Leaves out a suite that needs all three. */
    public void requireStoresAndStepFunctions() {
        s3();
        dynamoDb();
        stepFunctions();
    }

    /** The name of the function. */
    public String function() {
        return endpoint(services.function()).toString();
    }

    public S3Client s3Client() {
        // A bucket's own host name resolves on AWS alone.
        return client(S3Client.builder().forcePathStyle(true), s3());
    }

    public DynamoDbClient dynamoDbClient() {
        return client(DynamoDbClient.builder(), dynamoDb());
    }

    public SfnClient stepFunctionsClient() {
        return client(SfnClient.builder(), stepFunctions());
    }

    /** Has something closed when the suite is over, before what was made earlier. */
    public <T extends AutoCloseable> T add(T closeable) {
        made.push(closeable);
        return closeable;
    }

    @Override
    public void close() throws Exception {
        Exception first = null;
        while (!made.isEmpty()) {
            try {
                made.pop().close();
            } catch (Exception e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private URI endpoint(Service service) {
        return switch (service) {
            case Service.At(URI endpoint) -> endpoint;
            case Service.Missing missing -> throw missing.leftOut(name);
        };
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends AutoCloseable>
            C client(B builder, URI endpoint) {
        return add(
                builder.endpointOverride(endpoint)
                        .region(region)
                        .credentialsProvider(credentials)
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build());
    }
}
