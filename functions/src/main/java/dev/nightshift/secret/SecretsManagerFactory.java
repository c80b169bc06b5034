package dev.nightshift.secret;

import io.micronaut.aws.sdk.v2.service.AWSServiceConfiguration;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The client of Secrets Manager, made and configured as Micronaut's AWS module makes the others:
 * {@code aws.services.secretsmanager.endpoint-override} moves it.
 */
@Factory
final class SecretsManagerFactory {
    @Singleton
    @Bean(preDestroy = "close")
    SecretsManagerClient secretsManager(
            AwsCredentialsProviderChain credentials,
            AwsRegionProviderChain region,
            SdkHttpClient http,
            @Named(SecretsManagerClient.SERVICE_NAME)
                    @Nullable AWSServiceConfiguration configuration) {
        var builder =
                SecretsManagerClient.builder()
                        .credentialsProvider(credentials)
                        .region(region.getRegion())
                        .httpClient(http);
        if (configuration != null && configuration.getEndpointOverride() != null) {
            builder.endpointOverride(configuration.getEndpointOverride());
        }
        return builder.build();
    }
}
