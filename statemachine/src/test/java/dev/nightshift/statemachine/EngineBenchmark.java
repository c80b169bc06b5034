package dev.nightshift.statemachine;

import dev.nightshift.statemachine.lambda.LambdaResult;
import dev.nightshift.time.ManualTimeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Measures durable transitions per second, and the heap of waiting executions. Not a test: run
 * {@code main} with the module's test class path.
 */
final class EngineBenchmark {
    private static final int WAITING = 10_000;
    private static final int ROUNDS = 3;

    private EngineBenchmark() {}

    private static final String LOOP =
            """
            {"QueryLanguage":"JSONata","StartAt":"A","States":{
              "A":{"Type":"Pass","Assign":{"n":0},"Next":"B"},
              "B":{"Type":"Pass","Assign":{"n":"{% $n + 1 %}"},"Next":"C"},
              "C":{"Type":"Choice","Choices":[{"Condition":"{% $n < 5000 %}","Next":"B"}],"Default":"D"},
              "D":{"Type":"Succeed"}}}
            """;
    private static final String CALLS =
            """
            {"QueryLanguage":"JSONata","StartAt":"M","States":{
              "M":{"Type":"Map","End":true,"MaxConcurrency":20,"ItemProcessor":{
                "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
                "StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
                  "TimeoutSeconds":60,"Arguments":{"FunctionName":"f","Payload":"{% $states.input %}"},
                  "Output":"{% $states.result.Payload %}","End":true}}}}}}
            """;
    private static final String ASK =
            """
            {"QueryLanguage":"JSONata","StartAt":"T","States":{
              "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken",
                "TimeoutSeconds":86400,"Assign":{"job":"x"},
                "Arguments":{"FunctionName":"f","Payload":{"token":"{% $states.context.Task.Token %}"}},
                "End":true}}}
            """;

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("engine");
        Path file = directory.resolve("engine.mv");
        var time = new ManualTimeline(Instant.parse("2026-11-21T00:00:00Z"));
        try (Engine engine = open(file, time)) {
            String loop = engine.createStateMachine("loop", LOOP, "r").arn();
            for (int round = 0; round < ROUNDS; round++) {
                measure("transitions (Pass and Choice)", 10_002, engine, loop, "{}", file);
            }
            String calls = engine.createStateMachine("calls", CALLS, "r").arn();
            String items = "[0" + ",1".repeat(1_999) + "]";
            for (int round = 0; round < ROUNDS; round++) {
                measure("Lambda calls, each a child execution", 2_000, engine, calls, items, file);
            }
            long before = heap();
            String ask = engine.createStateMachine("ask", ASK, "r").arn();
            long start = System.nanoTime();
            for (int i = 0; i < WAITING; i++) {
                engine.startExecution(ask, null, "{\"batch\":" + i + "}");
            }
            engine.awaitIdle(Duration.ofMinutes(5));
            report("executions started up to their token", WAITING, start, file);
            System.out.printf(
                    "heap: %.1f MB before, %.1f MB with %,d waiting%n",
                    before / 1e6, heap() / 1e6, WAITING);
        }
        long start = System.nanoTime();
        try (Engine engine = open(file, time)) {
            engine.awaitIdle(Duration.ofMinutes(5));
            report("executions recovered", WAITING, start, file);
            System.out.printf("heap: %.1f MB after opening again%n", heap() / 1e6);
        }
    }

    private static Engine open(Path file, ManualTimeline time) {
        byte[] answer = "1".getBytes(StandardCharsets.UTF_8);
        return Engine.open(file, time, (function, payload) -> new LambdaResult.Success(answer));
    }

    private static void measure(
            String what, int count, Engine engine, String machine, String input, Path file)
            throws Exception {
        long start = System.nanoTime();
        engine.startExecution(machine, null, input);
        engine.awaitIdle(Duration.ofMinutes(5));
        report(what, count, start, file);
    }

    private static void report(String what, int count, long start, Path file) throws Exception {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%s: %,d in %.2f s = %,.0f/s, file %.0f MB%n",
                what, count, seconds, count / seconds, Files.size(file) / 1e6);
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
