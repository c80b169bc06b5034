package dev.nightshift.job;

import dev.nightshift.local.PassingFolder;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How long a batch of 23 hours takes, looked at as often as deployed, when its time is moved from
 * one thing that is due to the next: from the job's start to its end, several times in one JVM.
 */
public final class DayBenchmark {
    private static final int RUNS = 8;

    private DayBenchmark() {}

    /** Prints a line for each run. */
    public static void main(String[] args) throws IOException, InterruptedException {
        for (int run = 1; run <= RUNS; run++) {
            var time = new ManualTimeline(Instant.parse("2030-01-01T12:00:00Z"));
            Map<String, String> aDay = Map.of("batch.running", "23h");
            try (var folder = PassingFolder.named("day-");
                    TestingCloud cloud =
                            TestingCloud.movedBy(time, folder.path(), aDay, Map.of())) {
                long begun = System.nanoTime();
                Job job = cloud.start(TestingCloud.postings(20));
                cloud.awaitIdle();
                moveToTheEnd(cloud, time, job.id());
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                System.out.printf(
                        "run %d: %d ms, %d looks%n",
                        run, took.toMillis(), cloud.openAi.calls().of(Endpoint.BATCHES_GET));
            }
        }
    }

    private static void moveToTheEnd(TestingCloud cloud, ManualTimeline time, JobId id)
            throws InterruptedException {
        long seen = -1;
        while (true) {
            long looks = cloud.openAi.calls().of(Endpoint.BATCHES_GET);
            if (looks == seen && cloud.jobs.require(id).status().isOver()) {
                return;
            }
            seen = looks;
            cloud.moveToNext(time);
        }
    }
}
