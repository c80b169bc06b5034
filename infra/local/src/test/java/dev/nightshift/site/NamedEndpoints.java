package dev.nightshift.site;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * The site that the environment names, with the variables that every SDK of AWS reads: {@code
 * AWS_ENDPOINT_URL}, and before it {@code AWS_ENDPOINT_URL_S3}, {@code _DYNAMODB} and {@code _SFN}.
 * A service that none of them names is missing, so that nobody's account is touched by accident.
 */
final class NamedEndpoints {
    private static final String ALL = "AWS_ENDPOINT_URL";

    private NamedEndpoints() {}

    static Site open(Map<String, String> environment) {
        Site.Services services = services(environment);
        return services.isEmpty()
                ? new Site(ALL, services, AnonymousCredentialsProvider.create(), Region.US_EAST_1)
                : new Site(
                        ALL,
                        services,
                        DefaultCredentialsProvider.builder().build(),
                        DefaultAwsRegionProviderChain.builder().build().getRegion());
    }

    static Site.Services services(Map<String, String> environment) {
        if (Stream.of("", "_S3", "_DYNAMODB", "_SFN")
                .allMatch(suffix -> value(environment, ALL + suffix).isEmpty())) {
            return Site.Services.none("neither it nor its _S3, _DYNAMODB or _SFN is set");
        }
        return new Site.Services(
                service(environment, "S3"),
                service(environment, "DYNAMODB"),
                service(environment, "SFN"),
                new Service.Missing("no function is known there"));
    }

    private static Service service(Map<String, String> environment, String service) {
        String own = ALL + "_" + service;
        return value(environment, own)
                .map(url -> at(own, url))
                .or(() -> value(environment, ALL).map(url -> at(ALL, url)))
                .orElseGet(() -> new Service.Missing(own + " is not set"));
    }

    private static Service at(String variable, String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null && url.matches("https?://.*")) {
                return new Service.At(uri);
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw new IllegalArgumentException(variable + " is no http address: " + url);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
