package dev.nightshift.cli.api;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;

/** The connections of a client. Redirections are not followed: no API of ours has them. */
final class Http {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    /** Between two bytes; API Gateway gives up after 30 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Http() {}

    /**
     * @param isLocal whether it is on this computer, where no proxy of the environment leads
     */
    static SdkHttpClient client(boolean isLocal) {
        return ApacheHttpClient.builder()
                .connectionTimeout(TO_CONNECT)
                .socketTimeout(PATIENCE)
                .proxyConfiguration(
                        ProxyConfiguration.builder()
                                .useEnvironmentVariableValues(!isLocal)
                                .useSystemPropertyValues(!isLocal)
                                .build())
                .build();
    }
}
