package dev.nightshift.packaged;

import dev.nightshift.local.PassingFolder;
import dev.nightshift.local.template.LambdaFunction;
import dev.nightshift.packaged.PackagedFunction.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How long a packaged function takes from the start of its process to its first answer at the
 * Runtime API: with Lambda's own flags, with an archive of its classes (AppCDS) and with the JDK's
 * AOT cache, each written by an earlier process that answered the same event; and, of functions
 * that wake from a snapshot, the first answer of a process that was primed for one, from the moment
 * it is told to go on: what a restore itself takes is in none of it. Events are the last that a
 * local cloud gave each function, repeated. To be run with the tests' class path, in this module's
 * folder, after {@code mvn package}; functions may be named.
 */
final class ColdStartBenchmark {
    private static final int RUNS = Integer.getInteger("runs", 5);

    private final PackagedStack stack;
    private final Path folder;

    private ColdStartBenchmark(PackagedStack stack, Path folder) {
        this.stack = stack;
        this.folder = folder;
    }

    /** Prints a row of a table for each function. */
    public static void main(String[] wanted) throws Exception {
        // A batch of a thousand is not over before this is.
        try (var folder = PassingFolder.named("cold-start-");
                PackagedStack stack = new PackagedStack(folder.path(), "1s")) {
            new ColdStartBenchmark(stack, folder.path()).measure(List.of(wanted));
        }
    }

    private void measure(List<String> wanted) throws Exception {
        Map<String, String> events = new Errands(stack).events();
        stack.endFunctions();
        // A signature is good for five minutes, so what is called with one comes first.
        List<LambdaFunction> functions =
                stack.declared().stream()
                        .filter(one -> events.containsKey(one.logicalId()))
                        .filter(one -> wanted.isEmpty() || wanted.contains(one.logicalId()))
                        .sorted(Comparator.comparing(one -> one.alias().isEmpty()))
                        .toList();
        List<String> table =
                new ArrayList<>(
                        List.of(
                                "| function | Lambda's flags | AppCDS | AOT cache | primed process |",
                                "| --- | --- | --- | --- | --- |"));
        for (LambdaFunction function : functions) {
            String event = Objects.requireNonNull(events.get(function.logicalId()));
            List<String> row = new ArrayList<>(List.of(function.logicalId()));
            row.add(cold(function, event));
            Path classes = folder.resolve(function.logicalId() + ".jsa");
            train(function, event, "-XX:ArchiveClassesAtExit=" + classes);
            row.add(cold(function, event, "-XX:SharedArchiveFile=" + classes));
            Path cache = folder.resolve(function.logicalId() + ".aot");
            train(function, event, "-XX:AOTCacheOutput=" + cache);
            row.add(cold(function, event, "-XX:AOTMode=on", "-XX:AOTCache=" + cache));
            row.add(function.alias().isEmpty() ? "" : primed(function, event));
            table.add("| " + String.join(" | ", row) + " |");
            Files.delete(classes);
            Files.delete(cache);
        }
        // After everything that the functions of the stack have logged.
        table.forEach(System.out::println);
    }

    private void train(LambdaFunction function, String event, String option) throws Exception {
        try (PackagedFunction learning = another(function, option)) {
            learning.take(event);
            learning.end();
        }
    }

    private String cold(LambdaFunction function, String event, String... options)
            throws IOException {
        List<Duration> took = new ArrayList<>();
        List<Duration> processors = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            try (PackagedFunction fresh = another(function, options)) {
                took.add(fresh.after(answer(fresh, event)));
                processors.add(fresh.processorTime());
            }
        }
        return "%s (%s)".formatted(millis(took), millis(processors));
    }

    private String primed(LambdaFunction function, String event) throws IOException {
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            // Where there is SnapStart, Lambda leaves the JVM its full compiler.
            try (PackagedFunction fresh = another(function, "-XX:TieredStopAtLevel=4")) {
                fresh.prime();
                took.add(fresh.after(answer(fresh, event)));
            }
        }
        return millis(took);
    }

    private PackagedFunction another(LambdaFunction function, String... options)
            throws IOException {
        return stack.another(function, options).loggingTo(folder.resolve("log"));
    }

    private static Answer answer(PackagedFunction function, String event) throws IOException {
        Answer answer = function.take(event);
        if (answer.isError() || answer.body().contains("\"statusCode\":5")) {
            throw new IllegalStateException(answer.body());
        }
        return answer;
    }

    /** The median, and the least of all. */
    private static String millis(List<Duration> took) {
        List<Duration> sorted = took.stream().sorted().toList();
        return "%d, least %d"
                .formatted(sorted.get(sorted.size() / 2).toMillis(), sorted.getFirst().toMillis());
    }
}
