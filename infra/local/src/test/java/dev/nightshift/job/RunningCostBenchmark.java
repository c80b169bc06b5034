package dev.nightshift.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.local.PassingFolder;
import dev.nightshift.local.function.FunctionHost.Ran;
import dev.nightshift.local.template.LambdaFunction;
import dev.nightshift.local.template.Place;
import dev.nightshift.local.template.Template;
import dev.nightshift.pricing.AwsItem;
import dev.nightshift.pricing.AwsPrices;
import dev.nightshift.pricing.Lane;
import dev.nightshift.time.ManualTimeline;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a job costs at AWS, without OpenAI: counts the state transitions, calls and running times of
 * functions, and requests to S3 and DynamoDB of a whole job in the local cloud, in a time that is
 * moved, and prices them by {@code pricing/aws.csv}. Arguments: how many records, and how long a
 * batch takes, as the simulator's setting {@code batch.running} has it; then {@code webhook}, if
 * its end is to be told.
 */
public final class RunningCostBenchmark {
    private static final double MEGABYTES_OF_A_GB = 1024;
    private static final Duration LONGEST_STEP = Duration.ofMinutes(15);

    private RunningCostBenchmark() {}

    /** Prints a line for each item, and their sum. */
    public static void main(String[] args) throws Exception {
        int records = Integer.parseInt(args[0]);
        boolean isTold = args.length > 2 && args[2].equals("webhook");
        Map<String, String> simulator =
                new HashMap<>(
                        Map.of(
                                "batch.running", args[1],
                                "batch.validating", "1s",
                                "model.reply-bytes", "500"));
        var time = new ManualTimeline(Instant.parse("2030-01-01T12:00:00Z"));
        try (var folder = PassingFolder.named("cost-");
                var cloud =
                        TestingCloud.movedBy(
                                time, folder.path(), simulator, Map.of("BatchesAtOnce", "100"))) {
            if (isTold) {
                cloud.beTold();
                // The first event is the proof that events arrive.
                run(cloud, time, file(folder.path(), 1));
            }
            Path input = file(folder.path(), records);
            CallCounter.forget();
            Map<String, Ran> before = cloud.cloud.ran();
            long steps = cloud.cloud.steps();
            run(cloud, time, input);
            Map<AwsItem, BigDecimal> used = new EnumMap<>(AwsItem.class);
            used.put(AwsItem.STATES_TRANSITION, BigDecimal.valueOf(cloud.cloud.steps() - steps));
            addFunctions(used, before, cloud.cloud.ran());
            for (AwsItem item :
                    new AwsItem[] {
                        AwsItem.S3_PUT,
                        AwsItem.S3_GET,
                        AwsItem.DYNAMODB_WRITE,
                        AwsItem.DYNAMODB_READ
                    }) {
                used.put(item, BigDecimal.valueOf(CallCounter.counted(item)));
            }
            print(used);
        }
    }

    private static void run(TestingCloud cloud, ManualTimeline time, Path input)
            throws IOException, InterruptedException {
        Job job =
                cloud.start(
                        input,
                        TestingJobs.QUALIFY,
                        JobOptions.STANDARD.withLane(Lane.BATCH).withFresh(true));
        cloud.cloud.awaitIdle(LONGEST_STEP);
        while (!cloud.jobs.require(job.id()).status().isOver()) {
            Instant due = Objects.requireNonNull(time.nextDue(), "nothing is due");
            time.advance(Duration.between(time.instant(), due));
            cloud.cloud.awaitIdle(LONGEST_STEP);
            cloud.awaitTold();
        }
        JsonNode report = cloud.report(cloud.jobs.require(job.id()));
        System.out.printf("%.1f hours%n", report.path("seconds").asDouble() / 3600);
        for (JsonNode batch : report.path("batches")) {
            System.out.printf(
                    "batch %s attempt %s: %s, %s requests, %s to %s, again %s%n",
                    batch.path("batch"),
                    batch.path("attempt"),
                    batch.path("status"),
                    batch.path("requests"),
                    batch.path("submitted"),
                    batch.path("over"),
                    batch.path("sent_again"));
        }
    }

    private static Path file(Path folder, int records) throws IOException {
        Path file = folder.resolve(records + ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            write(out, records);
        }
        return file;
    }

    private static void write(Writer out, int records) throws IOException {
        out.write("id,title,company,description\n");
        for (int i = 0; i < records; i++) {
            out.write(
                    "%d,Accounts payable clerk %d,Example %d,%s\n"
                            .formatted(
                                    i, i, i % 977, "Invoices are keyed in by hand. ".repeat(10)));
        }
    }

    private static void addFunctions(
            Map<AwsItem, BigDecimal> used, Map<String, Ran> before, Map<String, Ran> after)
            throws IOException {
        Map<String, Integer> megabytes = new HashMap<>();
        for (LambdaFunction function :
                Template.read(Path.of("../template.yaml"), Map.of(), Map.of(), Place.LOCAL)
                        .functions()) {
            megabytes.put(function.logicalId(), function.memoryMegabytes());
        }
        long calls = 0;
        double seconds = 0;
        for (Map.Entry<String, Ran> entry : after.entrySet()) {
            Ran earlier = before.get(entry.getKey());
            long more = entry.getValue().calls() - (earlier == null ? 0 : earlier.calls());
            double ran =
                    (entry.getValue().time().toNanos()
                                    - (earlier == null ? 0 : earlier.time().toNanos()))
                            / 1e9;
            if (more > 0) {
                System.out.printf("%-28s %6d calls %9.1f s%n", entry.getKey(), more, ran);
            }
            calls += more;
            seconds +=
                    ran * Objects.requireNonNull(megabytes.get(entry.getKey())) / MEGABYTES_OF_A_GB;
        }
        used.put(AwsItem.LAMBDA_REQUEST, BigDecimal.valueOf(calls));
        used.put(AwsItem.LAMBDA_GB_SECOND, BigDecimal.valueOf(seconds));
    }

    private static void print(Map<AwsItem, BigDecimal> used) {
        AwsPrices prices = AwsPrices.builtIn();
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<AwsItem, BigDecimal> one : used.entrySet()) {
            BigDecimal cost = prices.of(one.getKey()).orElseThrow().cost(one.getValue());
            sum = sum.add(cost);
            System.out.printf(
                    "%-20s %12s $%s%n",
                    one.getKey().wire(),
                    one.getValue().setScale(1, RoundingMode.HALF_UP),
                    cost.setScale(5, RoundingMode.HALF_UP));
        }
        System.out.printf("%-33s $%s%n", "all", sum.setScale(4, RoundingMode.HALF_UP));
    }
}
