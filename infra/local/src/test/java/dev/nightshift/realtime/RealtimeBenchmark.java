package dev.nightshift.realtime;

import dev.nightshift.job.Job;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.job.TestingJobs.Invoked;
import dev.nightshift.local.PassingFolder;
import dev.nightshift.simulator.http.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * How long the real-time lane takes for records that a model answers after a second each, with S3,
 * DynamoDB, the function and the simulator in one process. To be run with the tests' classpath, in
 * this module's folder; the number of records may be given.
 */
final class RealtimeBenchmark {
    private RealtimeBenchmark() {}

    public static void main(String[] args) throws IOException {
        int rows = args.length == 0 ? 8_000 : Integer.parseInt(args[0]);
        Map<String, String> simulator =
                Map.of(
                        "model.latency", "1s",
                        "model.requests-per-minute", "1000000",
                        "model.tokens-per-minute", "1000000000");
        try (var folder = PassingFolder.named("realtime-");
                TestingCloud cloud = TestingCloud.start(folder.path(), simulator, Map.of())) {
            Job job = Realtimes.prepared(cloud, rows);
            long begun = System.nanoTime();
            Invoked answer = Realtimes.send(cloud, job);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            System.out.printf(
                    "%d records, over %s: %.1f s, %d calls, at most %d at once, %d uncertain%n",
                    rows,
                    Realtimes.isOver(answer),
                    took.toMillis() / 1000.0,
                    Realtimes.sent(cloud),
                    cloud.openAi.calls().mostUnderWay(Endpoint.RESPONSES_CREATE),
                    Realtimes.calls(cloud, job).uncertain());
        }
    }
}
