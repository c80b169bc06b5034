package dev.nightshift.conversation;

import io.micronaut.aws.sdk.v2.service.AWSServiceConfiguration;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The client of Lambda, which Micronaut's AWS module does not bring. It is made and configured as
 * that module makes the others: {@code aws.services.lambda.endpoint-override} moves it.
 */
@Factory
final class LambdaFactory {
    @Singleton
    @Bean(preDestroy = "close")
    LambdaClient lambda(
            AwsCredentialsProviderChain credentials,
            AwsRegionProviderChain region,
            SdkHttpClient http,
            @Named(LambdaClient.SERVICE_NAME) @Nullable AWSServiceConfiguration configuration) {
        var builder =
                LambdaClient.builder()
                        .credentialsProvider(credentials)
                        .region(region.getRegion())
                        .httpClient(http);
        if (configuration != null && configuration.getEndpointOverride() != null) {
            builder.endpointOverride(configuration.getEndpointOverride());
        }
        return builder.build();
    }
}
