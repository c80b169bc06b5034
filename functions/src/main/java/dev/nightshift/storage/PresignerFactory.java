package dev.nightshift.storage;

import io.micronaut.aws.sdk.v2.service.AWSServiceConfiguration;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The maker of signed addresses, which Micronaut's AWS module does not bring. */
@Factory
final class PresignerFactory {
    @Singleton
    @Bean(preDestroy = "close")
    S3Presigner presigner(
            AwsCredentialsProviderChain credentials,
            AwsRegionProviderChain region,
            @Value("${aws.s3.path-style-access-enabled:false}") boolean pathStyle,
            @Named(S3Client.SERVICE_NAME) @Nullable AWSServiceConfiguration configuration) {
        var builder =
                S3Presigner.builder()
                        .credentialsProvider(credentials)
                        .region(region.getRegion())
                        .serviceConfiguration(
                                S3Configuration.builder()
                                        .pathStyleAccessEnabled(pathStyle)
                                        .build());
        if (configuration != null && configuration.getEndpointOverride() != null) {
            builder.endpointOverride(configuration.getEndpointOverride());
        }
        return builder.build();
    }
}
