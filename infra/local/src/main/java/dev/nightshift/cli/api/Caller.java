package dev.nightshift.cli.api;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Who calls the API, and how it is told so. Nothing of it is ever part of an address. */
interface Caller {
    String TOKEN = "NIGHTSHIFT_TOKEN";

    /** The request as the API takes it from this caller. */
    SdkHttpRequest introduce(SdkHttpRequest request, byte[] body);

    /** What to look at where the API does not know, or not admit, the caller. */
    String whatToCheck();

    /**
     * Nobody on this computer; elsewhere whoever {@code NIGHTSHIFT_TOKEN} names, else the one of
     * the AWS credentials that the SDK and the AWS command find, too.
     */
    static Caller of(ApiAddress address, Map<String, String> environment) {
        if (address.isLocal()) {
            return new Nobody();
        }
        String token = Objects.requireNonNullElse(environment.get(TOKEN), "").strip();
        return token.isEmpty()
                ? new Signed(
                        DefaultCredentialsProvider.builder().build(),
                        address.region().orElseGet(Caller::ownRegion),
                        Clock.systemUTC())
                : new Bearer(token);
    }

    private static String ownRegion() {
        try {
            return new DefaultAwsRegionProviderChain().getRegion().id();
        } catch (SdkClientException unknown) {
            throw ApiException.wrong(
                    "the address does not tell the API's region; name it: export AWS_REGION=eu-central-1");
        }
    }

    /** On this computer. */
    final class Nobody implements Caller {
        @Override
        public SdkHttpRequest introduce(SdkHttpRequest request, byte[] body) {
            return request;
        }

        @Override
        public String whatToCheck() {
            return "is it Nightshift that listens there?";
        }
    }

    /** With a token (JWT) of the issuer that the API trusts. */
    final class Bearer implements Caller {
        private final String token;

        /**
         * @throws ApiException if it cannot be a token
         */
        Bearer(String token) {
            if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
                throw ApiException.wrong(
                        TOKEN + " is no token: it has characters that no token has");
            }
            this.token = token;
        }

        @Override
        public SdkHttpRequest introduce(SdkHttpRequest request, byte[] body) {
            return request.toBuilder().putHeader("Authorization", "Bearer " + token).build();
        }

        @Override
        public String whatToCheck() {
            return "the token in %s may have expired, or be for another API".formatted(TOKEN);
        }
    }

    /** With a signature (SigV4) by AWS credentials. */
    final class Signed implements Caller {
        private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

        private final AwsCredentialsProvider credentials;
        private final String region;
        private final Clock clock;

        Signed(AwsCredentialsProvider credentials, String region, Clock clock) {
            this.credentials = credentials;
            this.region = region;
            this.clock = clock;
        }

        @Override
        public SdkHttpRequest introduce(SdkHttpRequest request, byte[] body) {
            AwsCredentialsIdentity identity = identity();
            return SIGNER.sign(
                            sign ->
                                    sign.identity(identity)
                                            .request(request)
                                            .payload(() -> new ByteArrayInputStream(body))
                                            .putProperty(
                                                    AwsV4HttpSigner.SERVICE_SIGNING_NAME,
                                                    "execute-api")
                                            .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                                            .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                    .request();
        }

        /** Asked anew for each call: they are renewed before they expire. */
        private AwsCredentialsIdentity identity() {
            try {
                return credentials.resolveCredentials();
            } catch (SdkClientException none) {
                throw ApiException.wrong(
                        ("there are no AWS credentials to sign with, or they cannot be renewed; set AWS_PROFILE,"
                                        + " run 'aws sso login' or 'aws configure', or set %s where the API takes tokens (%s)")
                                .formatted(TOKEN, firstLine(none)));
            }
        }

        private static String firstLine(SdkClientException e) {
            String line =
                    Objects.requireNonNullElse(e.getMessage(), "").lines().findFirst().orElse("");
            return line.length() <= 200 ? line : line.substring(0, 200) + "…";
        }

        @Override
        public String whatToCheck() {
            return "the AWS credentials may have expired ('aws sts get-caller-identity' tells), be of another"
                    + " account, or lack execute-api:Invoke in region %s".formatted(region);
        }
    }
}
