package dev.nightshift.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.local.function.Triggered;
import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The template's S3 event, over S3. */
class ObjectEventsTest {
    @TempDir static Path folder;

    private static final ManualTimeline TIMELINE =
            new ManualTimeline(Instant.parse("2026-03-12T19:03:58.123Z"));
    private static LocalStack stack;
    private static StackDescription found;
    private static S3Client s3;

    @BeforeAll
    static void start() throws IOException {
        Path template =
                TestingTemplate.withEvents(
                        folder,
                        """
                        Uploads:
                          Type: S3
                          Properties:
                            Bucket: !Ref Bucket
                            Events: s3:ObjectCreated:*
                            Filter:
                              S3Key:
                                Rules:
                                  - { Name: prefix, Value: uploads/ }
                                  - { Name: suffix, Value: .csv }
                        """);
        stack =
                LocalStack.start(
                        StackSettings.of(template).in(folder.resolve("stack")).by(TIMELINE));
        found = stack.description();
        s3 =
                S3Client.builder()
                        .endpointOverride(found.s3())
                        .region(Region.of(found.region()))
                        .credentialsProvider(LocalCredentials.provider())
                        .forcePathStyle(true)
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
    }

    @AfterAll
    static void stop() {
        s3.close();
        stack.close();
    }

    @BeforeEach
    void forget() {
        Triggered.EVENTS.clear();
    }

    @Test
    void anObjectThatIsPutInvokesTheFunction() throws Exception {
        String eTag = put("uploads/Größe a+b.csv", "a,b").replace("\"", "");

        JsonNode record = next();

        assertThat(record.path("eventVersion").asText()).isEqualTo("2.1");
        assertThat(record.path("eventSource").asText()).isEqualTo("aws:s3");
        assertThat(record.path("eventName").asText()).isEqualTo("ObjectCreated:Put");
        assertThat(record.path("eventTime").asText()).isEqualTo(TIMELINE.instant().toString());
        assertThat(record.path("awsRegion").asText()).isEqualTo(found.region());
        JsonNode entity = record.path("s3");
        assertThat(entity.path("bucket").path("name").asText()).isEqualTo(found.bucket());
        assertThat(entity.path("bucket").path("arn").asText())
                .isEqualTo("arn:aws:s3:::" + found.bucket());
        assertThat(entity.path("object").path("key").asText())
                .isEqualTo("uploads/Gr%C3%B6%C3%9Fe+a%2Bb.csv");
        assertThat(entity.path("object").path("size").asLong()).isEqualTo(3);
        assertThat(entity.path("object").path("eTag").asText()).isEqualTo(eTag);
        assertThat(entity.path("object").path("sequencer").asText()).matches("[0-9A-F]{18}");
    }

    @Test
    void aKeyIsEncodedAsInAForm() throws Exception {
        put("uploads/100% a%2Bb&c=d.csv", "1");

        assertThat(key(next())).isEqualTo("uploads/100%25+a%252Bb%26c%3Dd.csv");
    }

    @Test
    void onlyTheKeysOfTheFilterDo() throws Exception {
        put("uploads/a.txt", "1");
        put("other/a.csv", "1");
        put("uploads/last.csv", "1");

        assertThat(key(next())).isEqualTo("uploads/last.csv");
        assertThat(Triggered.EVENTS).isEmpty();
    }

    @Test
    void aCopyIsToldOf() throws Exception {
        put("other/source", "copied");

        s3.copyObject(
                to ->
                        to.sourceBucket(found.bucket())
                                .sourceKey("other/source")
                                .destinationBucket(found.bucket())
                                .destinationKey("uploads/copy.csv"));

        JsonNode record = next();
        assertThat(record.path("eventName").asText()).isEqualTo("ObjectCreated:Copy");
        assertThat(key(record)).isEqualTo("uploads/copy.csv");
        assertThat(record.path("s3").path("object").path("size").asLong()).isEqualTo(6);
    }

    @Test
    void anUploadInPartsIsToldOfOnceWhenItIsComplete() throws Exception {
        String key = "uploads/parts.csv";
        String upload =
                s3.createMultipartUpload(to -> to.bucket(found.bucket()).key(key)).uploadId();
        String part =
                s3.uploadPart(
                                to ->
                                        to.bucket(found.bucket())
                                                .key(key)
                                                .uploadId(upload)
                                                .partNumber(1),
                                RequestBody.fromString("in parts"))
                        .eTag();
        assertThat(Triggered.EVENTS.poll(300, TimeUnit.MILLISECONDS)).isNull();
        s3.completeMultipartUpload(
                to ->
                        to.bucket(found.bucket())
                                .key(key)
                                .uploadId(upload)
                                .multipartUpload(
                                        all -> all.parts(one -> one.partNumber(1).eTag(part))));

        JsonNode record = next();
        assertThat(record.path("eventName").asText())
                .isEqualTo("ObjectCreated:CompleteMultipartUpload");
        assertThat(key(record)).isEqualTo(key);
        assertThat(record.path("s3").path("object").path("size").asLong()).isEqualTo(8);
        assertThat(Triggered.EVENTS.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aPresignedUploadIsToldOf() throws Exception {
        try (S3Presigner presigner =
                        S3Presigner.builder()
                                .endpointOverride(found.s3())
                                .region(Region.of(found.region()))
                                .credentialsProvider(LocalCredentials.provider())
                                .serviceConfiguration(
                                        S3Configuration.builder()
                                                .pathStyleAccessEnabled(true)
                                                .build())
                                .build();
                HttpClient http = HttpClient.newHttpClient()) {
            var presigned =
                    presigner.presignPutObject(
                            ask ->
                                    ask.signatureDuration(Duration.ofMinutes(5))
                                            .putObjectRequest(
                                                    to ->
                                                            to.bucket(found.bucket())
                                                                    .key("uploads/signed.csv")));
            var answer =
                    http.send(
                            HttpRequest.newBuilder(presigned.url().toURI())
                                    .PUT(BodyPublishers.ofString("signed"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(key(next())).isEqualTo("uploads/signed.csv");
        }
    }

    @Test
    void aFunctionThatFailsIsAskedTwiceMore() throws Exception {
        put("uploads/poison.csv", "1");
        JsonNode first = next();

        awaitRetryAnd(Duration.ofMinutes(1));
        assertThat(next()).isEqualTo(first);
        awaitRetryAnd(Duration.ofMinutes(2));
        assertThat(next()).isEqualTo(first);

        TIMELINE.advance(Duration.ofHours(1));
        assertThat(Triggered.EVENTS.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    /** Waits for the failure to be noticed and moves time on to the next attempt. */
    private static void awaitRetryAnd(Duration delay) {
        Instant due = TIMELINE.instant().plus(delay);
        await().atMost(Duration.ofSeconds(10)).until(() -> due.equals(TIMELINE.nextDue()));
        assertThat(Triggered.EVENTS).isEmpty();
        TIMELINE.advance(delay);
    }

    private static String put(String key, String content) {
        return s3.putObject(
                        to -> to.bucket(found.bucket()).key(key), RequestBody.fromString(content))
                .eTag();
    }

    private static JsonNode next() throws InterruptedException {
        JsonNode event = Triggered.EVENTS.poll(20, TimeUnit.SECONDS);
        return Objects.requireNonNull(event, "no event came").path("Records").path(0);
    }

    private static String key(JsonNode record) {
        return record.path("s3").path("object").path("key").asText();
    }
}
