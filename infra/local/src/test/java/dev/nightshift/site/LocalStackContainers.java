package dev.nightshift.site;

import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** LocalStack, in a container that the suites of a build share and Testcontainers removes. */
final class LocalStackContainers {
    private static final String NAME = "LocalStack";

    /** The last that starts without an account at LocalStack's maker. */
    private static final String IMAGE = "localstack/localstack:4.14.0";

    private static final Service NO_FUNCTION =
            new Service.Missing("no function is put there for a state machine to call");

    private static @Nullable LocalStackContainer running;

    private LocalStackContainers() {}

    static synchronized Site open() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return new Site(
                    NAME,
                    Site.Services.none("no Docker engine answers on this machine"),
                    AnonymousCredentialsProvider.create(),
                    Region.US_EAST_1);
        }
        LocalStackContainer container = running == null ? started() : running;
        running = container;
        var endpoint = new Service.At(container.getEndpoint());
        return new Site(
                NAME,
                new Site.Services(endpoint, endpoint, endpoint, NO_FUNCTION),
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(
                                container.getAccessKey(), container.getSecretKey())),
                Region.of(container.getRegion()));
    }

    private static LocalStackContainer started() {
        var container =
                new LocalStackContainer(IMAGE).withServices("s3", "dynamodb", "stepfunctions");
        container.start();
        return container;
    }
}
