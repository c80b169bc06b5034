package dev.nightshift.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightshift.api.TestingApi.Told;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.local.PassingFolder;
import dev.nightshift.storage.ObjectUpload;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long pages of a large job's results take through the local gateway: the first, those up to
 * the middle, and those that hold a rare outcome; and the heap that the whole cloud has needed by
 * then. To be run with the tests' classpath, in this module's folder; the number of results may be
 * given.
 */
final class ResultsBenchmark {
    private static final int PAGE = 1_000;

    /** One result in so many failed. */
    private static final int RARE = 100_000;

    private static final String NOTHING =
            """
            {"tally":{},"usage":{"input_tokens":0,"cached_input_tokens":0,"output_tokens":0,
             "reasoning_tokens":0},"cost":0,"realtime_cost":0,"unpriced":0,"odd_lines":0,
             "uncertain":0,"sent_again":{},"disagreements":[]}""";

    private final TestingApi api;

    private ResultsBenchmark(TestingApi api) {
        this.api = api;
    }

    public static void main(String[] args) throws Exception {
        int results = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
        try (var folder = PassingFolder.named("results-");
                TestingCloud cloud = TestingCloud.start(folder.path(), Map.of(), Map.of())) {
            Job job = cloud.begin(TestingCloud.postings(1), TestingCloud.QUALIFY);
            write(cloud, job, results);
            cloud.jobs.finished(job, JobStatus.COMPLETED, Instant.now(), null, NOTHING);
            new ResultsBenchmark(new TestingApi(cloud.stack.api())).measure(job, results);
        }
    }

    private static void write(TestingCloud cloud, Job job, int results) throws IOException {
        String reason = "They retype orders from e-mails into two systems every day. ".repeat(3);
        try (ObjectUpload jsonl = cloud.bucket.create(job.files().results("jsonl"));
                ObjectUpload csv = cloud.bucket.create(job.files().results("csv"))) {
            csv.write("id,fit,reason,outcome,outcome_detail,cost_usd\n".getBytes(UTF_8));
            for (int i = 0; i < results; i++) {
                String outcome = i % RARE == RARE - 1 ? "failed" : "succeeded";
                jsonl.write(
                        "{\"ordinal\":%d,\"id\":\"r-%d\",\"line\":%d,\"outcome\":\"%s\",\"result\":{\"fit\":true,\"reason\":\"%s\"}}\n"
                                .formatted(i, i, i + 2, outcome, reason)
                                .getBytes(UTF_8));
                csv.write(
                        "r-%d,true,%s,%s,,0.0001\n".formatted(i, reason, outcome).getBytes(UTF_8));
            }
            jsonl.commit();
            csv.commit();
        }
    }

    private void measure(Job job, int results) throws Exception {
        for (String format : List.of("jsonl", "csv")) {
            String place = "/jobs/%s/results?limit=%d&format=%s".formatted(job.id(), PAGE, format);
            walk(place, 1); // To warm up.
            report("first page, " + format, walk(place, 1));
            List<Duration> half = walk(place, results / PAGE / 2);
            report("pages up to the middle, " + format, half);
            report("page in the middle, " + format, half.subList(half.size() - 10, half.size()));
            report(
                    "failed ones alone, " + format,
                    walk(place + "&outcome=failed", Integer.MAX_VALUE));
        }
        long peak =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .mapToLong(
                                pool ->
                                        pool.getType() == MemoryType.HEAP
                                                ? pool.getPeakUsage().getUsed()
                                                : 0)
                        .sum();
        System.out.printf(
                "heap at most %d MB of %d MB%n",
                peak >> 20, Runtime.getRuntime().maxMemory() >> 20);
    }

    /** How long each page took, from the first to the last or so many. */
    private List<Duration> walk(String place, int pages) throws Exception {
        List<Duration> took = new ArrayList<>();
        String next = "";
        while (next != null && took.size() < pages) {
            long begun = System.nanoTime();
            Told page = api.get(place + next);
            took.add(Duration.ofNanos(System.nanoTime() - begun));
            if (page.status() != 200) {
                throw new IllegalStateException(page.body());
            }
            next = cursor(page);
        }
        return took;
    }

    private static @Nullable String cursor(Told page) {
        return page.header("Next-Cursor").map("&cursor="::concat).orElse(null);
    }

    private static void report(String what, List<Duration> took) {
        long[] millis = took.stream().mapToLong(Duration::toMillis).sorted().toArray();
        System.out.printf(
                "%s: p50 %d ms, longest %d ms, %d pages%n",
                what, millis[millis.length / 2], millis[millis.length - 1], millis.length);
    }
}
