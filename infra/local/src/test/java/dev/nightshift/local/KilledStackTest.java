package dev.nightshift.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nightshift.local.function.Binding;
import dev.nightshift.local.function.ForeignProgram;
import dev.nightshift.local.server.LocalCredentials;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The stack's process is killed, and another one goes on. */
@Timeout(180)
class KilledStackTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir Path folder;

    @Test
    void noEventThatWasTakenIsLost() throws Exception {
        Path template =
                TestingTemplate.withEvents(
                        folder,
                        "Put: { Type: S3, Properties: { Bucket: !Ref Bucket, Events: s3:ObjectCreated:* } }\n");
        Path data = folder.resolve("stack");
        try (ForeignProgram program = new ForeignProgram()) {
            Set<String> given;
            Process process = process(template, data, program.at("/hang").toString());
            try {
                StackDescription stack =
                        await().atMost(LONG)
                                .failFast("the stack did not start", () -> !process.isAlive())
                                .until(() -> RunningStack.find(data), Optional::isPresent)
                                .orElseThrow();
                put(stack);
                invoke(stack);
                given = asked(program, 2);
            } finally {
                process.destroyForcibly().waitFor();
            }

            LocalStack next =
                    LocalStack.start(
                            StackSettings.of(template)
                                    .in(data)
                                    .with(
                                            List.of(
                                                    new Binding(
                                                            "EventsFunction",
                                                            program.at("/echo")))));
            try (next) {
                assertThat(asked(program, 2)).isEqualTo(given);
                await().atMost(LONG)
                        .untilAsserted(
                                () -> assertThat(data.resolve("data/events")).isEmptyDirectory());
            }
            assertThat(given).anyMatch(event -> event.contains("aws:s3")).contains("{\"n\":1}");
        }
    }

    private static Set<String> asked(ForeignProgram program, int count)
            throws InterruptedException {
        Set<String> bodies = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            ForeignProgram.Asked asked = program.asked().poll(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(asked).as("event %s of %s", i + 1, count).isNotNull();
            bodies.add(asked.body());
        }
        return bodies;
    }

    private static void put(StackDescription stack) {
        try (S3Client s3 =
                S3Client.builder()
                        .endpointOverride(stack.s3())
                        .region(Region.of(stack.region()))
                        .credentialsProvider(LocalCredentials.provider())
                        .forcePathStyle(true)
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build()) {
            s3.putObject(to -> to.bucket(stack.bucket()).key("a"), RequestBody.fromString("x"));
        }
    }

    private static void invoke(StackDescription stack) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(
                            http.send(
                                            HttpRequest.newBuilder(
                                                            stack.cloud()
                                                                    .resolve(
                                                                            "/2015-03-31/functions/EventsFunction/invocations"))
                                                    .header("X-Amz-Invocation-Type", "Event")
                                                    .POST(BodyPublishers.ofString("{\"n\":1}"))
                                                    .build(),
                                            BodyHandlers.discarding())
                                    .statusCode())
                    .isEqualTo(202);
        }
    }

    private Process process(Path template, Path data, String address) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledStack.class.getName(),
                        template.toString(),
                        data.toString(),
                        address)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }
}
