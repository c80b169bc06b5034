package dev.nightshift.statemachine;

import dev.nightshift.statemachine.json.Json;
import dev.nightshift.statemachine.lambda.LambdaInvoker;
import dev.nightshift.statemachine.lambda.LambdaResult;
import dev.nightshift.time.ManualTimeline;
import dev.nightshift.time.ScaledTimeline;
import dev.nightshift.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * An engine in a process of its own, that {@link KillTest} kills. Its functions write each call to
 * a log before they answer.
 *
 * <p>Arguments: the directory, and where to get to; there it prints {@code READY} and stays.
 */
final class KilledHost {
    static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    static final String NIGHT =
            """
            {"QueryLanguage":"JSONata","StartAt":"Call","States":{
              "Call":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
                "Arguments":{"FunctionName":"call"},"Assign":{"called":"{% $states.result.Payload %}"},
                "Retry":[{"ErrorEquals":["Lambda.Unknown"],"MaxAttempts":2}],"Next":"Ask"},
              "Ask":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken",
                "TimeoutSeconds":604800,"Assign":{"asked":"{% $states.result %}"},
                "Arguments":{"FunctionName":"ask","Payload":"{% $states.context.Task.Token %}"},"Next":"Nap"},
              "Nap":{"Type":"Wait","Seconds":86400,"Next":"Each"},
              "Each":{"Type":"Map","Items":[1,2,3],"MaxConcurrency":1,"Next":"Done","ItemProcessor":{
                "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
                "StartAt":"Item","States":{"Item":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
                  "Arguments":{"FunctionName":"item","Payload":"{% $states.input %}"},
                  "Output":"{% $states.result.Payload %}",
                  "Retry":[{"ErrorEquals":["Lambda.Unknown"],"MaxAttempts":2}],"End":true}}}},
              "Done":{"Type":"Pass","Output":"{% [$called, $asked, $states.input] %}","End":true}}}
            """;
    static final String LOOP =
            """
            {"QueryLanguage":"JSONata","StartAt":"Begin","States":{
              "Begin":{"Type":"Pass","Assign":{"n":1},"Next":"Step"},
              "Step":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
                "Arguments":{"FunctionName":"step","Payload":"{% $n %}"},
                "Assign":{"n":"{% $states.result.Payload %}"},
                "Retry":[{"ErrorEquals":["Lambda.Unknown"],"MaxAttempts":9,"BackoffRate":1}],"Next":"More?"},
              "More?":{"Type":"Choice","Choices":[{"Condition":"{% $n <= 1500 %}","Next":"Step"}],"Default":"End"},
              "End":{"Type":"Succeed","Output":"{% $n %}"}}}
            """;

    private KilledHost() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        String where = arguments[1];
        if (where.equals("LOOP")) {
            try (ScaledTimeline time = new ScaledTimeline(100)) {
                Engine engine = open(directory, time, where);
                start(engine, LOOP);
                ready();
            }
        }
        ManualTimeline time = new ManualTimeline(START);
        Engine engine = open(directory, time, where);
        start(engine, NIGHT);
        idle(engine);
        if (where.equals("TOKEN")) {
            ready();
        }
        answer(engine, directory);
        idle(engine);
        if (where.equals("TIMER")) {
            ready();
        }
        time.advance(Duration.ofDays(1));
        idle(engine);
    }

    private static void idle(Engine engine) throws InterruptedException {
        engine.awaitIdle(Duration.ofMinutes(1));
    }

    static String start(Engine engine, String machine) {
        String arn = engine.createStateMachine("m" + machine.length(), machine, Lab.ROLE).arn();
        return engine.startExecution(arn, "night", "{}").arn();
    }

    static void answer(Engine engine, Path directory) throws IOException {
        for (String call : calls(directory)) {
            if (call.startsWith("ask ")) {
                String token = Json.parse(call.substring(4)).asText();
                engine.sendTaskSuccess(token, "\"yes\"");
            }
        }
    }

    static List<String> calls(Path directory) throws IOException {
        return Files.readAllLines(directory.resolve("calls"));
    }

    /** An engine whose functions may stop for good in the middle. */
    static Engine open(Path directory, Timeline time, String where) {
        LambdaInvoker functions =
                (function, payload) -> {
                    String text = new String(payload, StandardCharsets.UTF_8);
                    log(directory, function + " " + text);
                    if ((where.equals("FUNCTION") && function.equals("call"))
                            || (where.equals("ITEM") && text.equals("2"))) {
                        ready();
                    }
                    String answer =
                            switch (function) {
                                case "step" -> Integer.toString(Integer.parseInt(text) + 1);
                                case "item" -> text + "0";
                                default -> "\"" + function + "ed\"";
                            };
                    return new LambdaResult.Success(answer.getBytes(StandardCharsets.UTF_8));
                };
        return Engine.open(directory.resolve("engine.mv"), time, functions);
    }

    private static void log(Path directory, String call) {
        try {
            Files.writeString(
                    directory.resolve("calls"),
                    call + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("SystemOut") // the word that the test waits for
    private static void ready() {
        System.out.println("READY");
        System.out.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
