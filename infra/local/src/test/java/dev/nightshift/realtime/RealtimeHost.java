package dev.nightshift.realtime;

import dev.nightshift.job.TestingCloud;
import dev.nightshift.lambda.Deadline;
import dev.nightshift.local.server.LocalCredentials;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of its own that runs the function in a cloud of the test's, and can be killed. */
final class RealtimeHost {
    private RealtimeHost() {}

    /** Sends the requests of a job's first batch; ends with 0 when it is over. */
    public static void main(String[] args) throws IOException {
        Map<String, Object> properties =
                Map.of(
                        "aws.region",
                        "us-east-1",
                        "aws.access-key-id",
                        LocalCredentials.ACCESS_KEY_ID,
                        "aws.secret-key",
                        LocalCredentials.SECRET_KEY,
                        "aws.s3.path-style-access-enabled",
                        true,
                        "aws.services.s3.endpoint-override",
                        args[0],
                        "aws.services.dynamodb.endpoint-override",
                        args[1],
                        "nightshift.bucket",
                        args[2],
                        "nightshift.table",
                        args[3],
                        "nightshift.openai.base-url",
                        args[4],
                        "nightshift.openai.api-key",
                        "sk-test");
        try (ApplicationContext context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .banner(false)
                        .environmentPropertySource(false)
                        .properties(properties)
                        .properties(Map.of("nightshift.realtime.max-concurrency", args[6]))
                        .start()) {
            RealtimeAnswer answer =
                    context.getBean(Realtime.class)
                            .run(
                                    new RealtimeRequest(1, args[5], 1, 1),
                                    Deadline.in(InstantSource.system(), Duration.ofMinutes(15)));
            System.exit(answer.over() ? 0 : 3);
        }
    }

    /** Starts such a process. */
    static Process start(TestingCloud cloud, String job, int concurrency, String heap, Path errors)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + heap,
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                RealtimeHost.class.getName()));
        command.addAll(
                List.of(
                        cloud.stack.s3().toString(),
                        cloud.stack.dynamoDb().toString(),
                        cloud.stack.bucket(),
                        cloud.stack.table(),
                        cloud.openAi.baseUrl().toString(),
                        job,
                        Integer.toString(concurrency)));
        return new ProcessBuilder(command)
                .redirectOutput(errors.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
