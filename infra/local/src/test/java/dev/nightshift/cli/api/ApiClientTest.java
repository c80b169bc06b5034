package dev.nightshift.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.cli.api.TestingApi.Heard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

final class ApiClientTest {
    private static final String SECRET = "secret-key-of-nobody";
    private static final Caller NOBODY = new Caller.Nobody();
    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(
                    AwsSessionCredentials.create("AKIDEXAMPLE", SECRET, "session-of-nobody"));

    private TestingApi api;

    @BeforeEach
    void start() throws IOException {
        api = new TestingApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void signsWhatItSendsAsAwsVerifiesIt() {
        api.answers(200, "{}");
        Caller caller = new Caller.Signed(CREDENTIALS, "eu-central-1", Clock.systemUTC());

        try (ApiClient client = api.client(caller)) {
            client.send(
                    ApiCall.post("/jobs/a%2Fb", Map.of("task", "qualify ü"))
                            .with("wait", "a b&c=ü")
                            .keyed("key 1"));
        }

        Heard heard = api.heard().getFirst();
        String authorization = header(heard, "Authorization");
        assertThat(authorization)
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/eu-central-1/execute-api/aws4_request", "host;", "x-amz-date");
        assertThat(header(heard, "X-Amz-Security-Token")).isEqualTo("session-of-nobody");
        assertThat(authorization).isEqualTo(signedAgain(heard, authorization));
        assertThat(heard.uri().toString()).doesNotContain("AKID").doesNotContain("session");
        assertThat(heard.headers().toString()).doesNotContain(SECRET);
    }

    /** The signature that one who knows the secret makes for what was heard. */
    private String signedAgain(Heard heard, String authorization) {
        Instant signed =
                ZonedDateTime.parse(
                                header(heard, "X-Amz-Date"),
                                DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX"))
                        .toInstant();
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.fromValue(heard.method()))
                        .protocol("http")
                        .host(api.address().uri().getHost())
                        .port(api.address().uri().getPort())
                        .encodedPath(heard.uri().getRawPath());
        for (String one : heard.uri().getQuery().split("&(?=wait)", -1)) {
            request.putRawQueryParameter(
                    one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        String names = authorization.replaceAll(".*SignedHeaders=([^,]+),.*", "$1");
        for (String name : names.split(";", -1)) {
            if (!name.startsWith("x-amz-")) {
                request.putHeader(name, header(heard, name));
            }
        }
        return AwsV4HttpSigner.create()
                .sign(
                        sign ->
                                sign.identity(CREDENTIALS.resolveCredentials())
                                        .request(request.build())
                                        .payload(
                                                () ->
                                                        new ByteArrayInputStream(
                                                                heard.body().getBytes(UTF_8)))
                                        .putProperty(
                                                AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                                        .putProperty(
                                                HttpSigner.SIGNING_CLOCK,
                                                Clock.fixed(signed, ZoneOffset.UTC)))
                .request()
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }

    @Test
    void sendsATokenInAHeaderAlone() {
        api.answers(200, "{}");

        try (ApiClient client = api.client(new Caller.Bearer("aaa.bbb.ccc"))) {
            client.send(ApiCall.get("/jobs"));
        }

        assertThat(header(api.heard().getFirst(), "Authorization")).isEqualTo("Bearer aaa.bbb.ccc");
        assertThat(api.heard().getFirst().uri().toString()).isEqualTo("/jobs");
    }

    @Test
    void takesNoTokenToThisComputer() {
        api.answers(200, "{}");

        try (ApiClient client =
                ApiClient.to(api.address(), Map.of("NIGHTSHIFT_TOKEN", "aaa.bbb.ccc"))) {
            client.send(ApiCall.get("/jobs"));
        }

        assertThat(api.heard().getFirst().headers()).doesNotContainKey("Authorization");
    }

    @Test
    void saysThatThereIsNothingToSignWith() {
        AwsCredentialsProvider none =
                () -> {
                    throw SdkClientException.create("Unable to load credentials from any provider");
                };

        assertRefused(() -> send(new Caller.Signed(none, "eu-central-1", Clock.systemUTC())))
                .withMessageContainingAll("AWS_PROFILE", "NIGHTSHIFT_TOKEN", "Unable to load");
        assertThat(api.heard()).isEmpty();
    }

    @Test
    void namesEveryWrongFieldOfAProblem() {
        api.answers(
                400,
                """
                {"type":"urn:nightshift:problem:invalid-request","title":"The request is not valid","status":400,
                 "errors":[{"field":"records[3].title","detail":"must not be blank"},
                           {"field":"options.lane","detail":"must be batch or realtime"}]}
                """);

        assertRefused(() -> send(NOBODY))
                .withMessage(
                        "The request is not valid: records[3].title: must not be blank; options.lane: must be batch or realtime");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|{\"message\":\"Forbidden\"}|execute-api:Invoke",
                "403|{\"message\":\"The security token included in the request is expired\"}|token included in the request is expired; the AWS credentials may have expired",
                "403|<html>no</html>|aws sts get-caller-identity",
                "404|{\"message\":\"Not Found\"}|with its stage",
                "413|{\"message\":\"Request Entity Too Large\"}|too large",
                "500|{\"message\":\"Internal Server Error\"}|its log says why",
                "500|''|its log says why",
                "302|''|answered 302"
            })
    void saysWhatToCheckWhereAGatewayAnswers(int status, String body, String expected) {
        api.answers(status, body, "Apigw-Requestid", "abc=");

        assertRefused(() -> send(new Caller.Signed(CREDENTIALS, "eu-central-1", Clock.systemUTC())))
                .withMessageContaining(expected)
                .withMessageNotContaining("\n")
                .withMessageNotContaining(SECRET);
    }

    @Test
    void saysThatTheClockIsWrong() {
        api.answers(403, "{\"message\":\"Forbidden\"}");
        Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(14));

        try (ApiClient client =
                api.client(new Caller.Signed(CREDENTIALS, "eu-central-1", fast), fast)) {
            assertRefused(() -> client.send(ApiCall.get("/jobs")))
                    .withMessageContaining("clock is 14 minutes fast");
        }
    }

    @Test
    void saysThatATokenHasExpired() {
        api.answers(
                401,
                "{\"message\":\"Unauthorized\"}",
                "WWW-Authenticate",
                "Bearer scope=\"\" error=\"invalid_token\" error_description=\"the token has expired\"");

        assertRefused(() -> send(new Caller.Bearer("aaa.bbb.ccc")))
                .withMessageContainingAll("the token has expired", "NIGHTSHIFT_TOKEN")
                .withMessageNotContaining("aaa.bbb.ccc");
    }

    @Test
    void repeatsWhatIsHarmless() {
        api.answers(503, "{\"message\":\"Service Unavailable\"}", "Retry-After", "0")
                .answers(0, "")
                .answers(200, "{\"id\":\"1\"}");

        try (ApiClient client = api.client(NOBODY)) {
            assertThat(
                            client.send(ApiCall.post("/jobs", Map.of()).keyed("k"))
                                    .body()
                                    .path("id")
                                    .asText())
                    .isEqualTo("1");
        }

        assertThat(api.heard())
                .hasSize(3)
                .allSatisfy(heard -> assertThat(header(heard, "Idempotency-Key")).isEqualTo("k"));
    }

    @Test
    void repeatsNothingThatCouldBeDoneTwice() {
        api.answers(503, "{\"message\":\"Service Unavailable\"}").answers(200, "{}");

        try (ApiClient client = api.client(NOBODY)) {
            assertRefused(() -> client.send(ApiCall.post("/jobs", Map.of())));
        }

        assertThat(api.heard()).hasSize(1);
    }

    @Test
    void waitsWhereItIsToldThatNothingWasDone() {
        api.answers(429, "{\"message\":\"Too Many Requests\"}", "Retry-After", "0")
                .answers(202, "{}", "Retry-After", "7");

        try (ApiClient client = api.client(NOBODY)) {
            ApiAnswer answer = client.send(ApiCall.post("/jobs", Map.of()));
            assertThat(answer.isAccepted()).isTrue();
            assertThat(answer.header("retry-after")).contains("7");
        }
    }

    @Test
    void bringsAFileWholeWhereItBrokeOffAndTellsNobodyItsAddress(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("in.csv"), "id,title\n1,Clerk\n");
        URI url = api.address().uri().resolve("/bucket/key?X-Amz-Signature=hidden");
        List<Long> sent = new ArrayList<>();
        api.answers(0, "").answers(200, "");

        try (ApiClient client = api.client(new Caller.Bearer("aaa.bbb.ccc"))) {
            client.transfers().put(url, Map.of("X-Amz-Meta-A", "b"), file, sent::add);
            api.answers(403, "<Error/>").answers(403, "<Error/>").answers(403, "<Error/>");
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> client.transfers().get(() -> url, in -> {}))
                    .withMessageContaining("403")
                    .withMessageNotContaining("hidden");
        }

        assertThat(api.heard().get(1).body()).isEqualTo(Files.readString(file));
        assertThat(header(api.heard().get(1), "X-Amz-Meta-A")).isEqualTo("b");
        assertThat(api.heard().get(1).headers()).doesNotContainKey("Authorization");
        assertThat(sent).endsWith(Files.size(file));
        assertThat(api.heard()).hasSize(5);
    }

    @Test
    void saysThatNobodyAnswers() {
        ApiAddress address = api.address();
        api.close();

        try (ApiClient client = ApiClient.to(address, Map.of())) {
            assertThatExceptionOfType(ApiUnreachableException.class)
                    .isThrownBy(() -> client.send(ApiCall.get("/jobs")))
                    .withMessageContainingAll("no stack answers", address.toString());
        }
    }

    @Test
    void refusesWhatIsNoApi() {
        api.answers(200, "<html>hello</html>");

        assertRefused(() -> send(NOBODY)).withMessageContaining("not Nightshift's API");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "http://127.0.0.1.example.com",
                "ftp://127.0.0.1/",
                "abc",
                "https://user:hidden@example.com",
                "https://example.com?token=hidden",
                "https:///jobs"
            })
    void refusesAnAddressThatIsNoneOrAnOpenOne(String address) {
        assertRefused(() -> new ApiAddress(URI.create(address)))
                .withMessageContaining("https://")
                .withMessageNotContaining("hidden");
    }

    @Test
    void tellsTheRegionByTheHost() {
        assertThat(
                        List.of(
                                "https://abc123.execute-api.eu-west-1.amazonaws.com/",
                                "https://abc123.execute-api.cn-north-1.amazonaws.com.cn/prod",
                                "https://api.example.com",
                                "https://abc.execute-api.eu-west-1.amazonaws.com.example.com"))
                .extracting(address -> new ApiAddress(URI.create(address)).region().orElse("-"))
                .containsExactly("eu-west-1", "cn-north-1", "-", "-");
    }

    private void send(Caller caller) {
        try (ApiClient client = api.client(caller)) {
            client.send(ApiCall.get("/jobs"));
        }
    }

    private static ThrowableAssertAlternative<ApiException> assertRefused(ThrowingCallable call) {
        return assertThatExceptionOfType(ApiException.class).isThrownBy(call);
    }

    private static String header(Heard heard, String name) {
        return Objects.requireNonNull(heard.headers().get(name), name);
    }
}
