package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.statemachine.execution.Execution;
import dev.nightshift.statemachine.execution.HistoryEvent;
import dev.nightshift.statemachine.execution.Page;
import dev.nightshift.time.ManualTimeline;
import dev.nightshift.time.ScaledTimeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine's process is killed, and another one goes on. */
class KillTest {
    private static final int KILLS = 4;

    @TempDir Path directory;

    /** What ran at the kill runs once more; what had been recorded never does. */
    @ParameterizedTest
    @CsvSource({"FUNCTION, call", "TOKEN, none", "TIMER, none", "ITEM, item 2"})
    void executionEndsAsIfNothingHadHappened(String where, String runsTwice) throws Exception {
        Process host = host(where);
        host.destroyForcibly().waitFor();
        var time = new ManualTimeline(KilledHost.START.plusSeconds(3600));
        try (Engine engine = KilledHost.open(directory, time, "END")) {
            String arn = KilledHost.start(engine, KilledHost.NIGHT);
            pass(engine, time, Duration.ofMinutes(1));
            if (!where.equals("TIMER") && !where.equals("ITEM")) {
                KilledHost.answer(engine, directory);
            }
            if (where.equals("TIMER")) {
                pass(engine, time, Duration.ofHours(22));
                assertThat(engine.describeExecution(arn).running()).isTrue();
            }
            pass(engine, time, Duration.ofDays(2));

            Execution ended = engine.describeExecution(arn);
            assertThat(engine.output(ended)).hasToString("[\"called\",\"yes\",10,20,30]");
        }
        List<String> calls =
                KilledHost.calls(directory).stream()
                        .map(call -> call.startsWith("item") ? call : call.split(" ", 2)[0])
                        .toList();
        List<String> expected =
                new ArrayList<>(List.of("call", "ask", "item 1", "item 2", "item 3"));
        if (expected.contains(runsTwice)) {
            expected.add(expected.indexOf(runsTwice), runsTwice);
        }
        assertThat(calls).isEqualTo(expected);
    }

    @Test
    void loopKilledAgainAndAgainMissesNoStepAndRepeatsNoneThatWasRecorded() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            Process host = host("LOOP");
            int far = 100 + 333 * kill;
            awaitThat(() -> calls() >= far);
            host.destroyForcibly().waitFor();
        }
        try (ScaledTimeline time = new ScaledTimeline(100);
                Engine engine = KilledHost.open(directory, time, "END")) {
            String arn = KilledHost.start(engine, KilledHost.LOOP);
            awaitThat(() -> !engine.describeExecution(arn).running());

            Execution ended = engine.describeExecution(arn);
            assertThat(engine.output(ended)).hasToString("1501");
            assertThat(eventIds(engine, ended))
                    .isEqualTo(IntStream.rangeClosed(1, ended.events()).boxed().toList());
        }
        List<String> calls = KilledHost.calls(directory);
        List<String> steps = IntStream.rangeClosed(1, 1500).mapToObj(n -> "step " + n).toList();
        assertThat(calls.stream().distinct()).containsExactlyElementsOf(steps);
        assertThat(calls).hasSizeBetween(1500, 1500 + KILLS);
    }

    private static void awaitThat(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    /** How many calls the log holds; 0 before the first. */
    private int calls() throws IOException {
        return Files.exists(directory.resolve("calls")) ? KilledHost.calls(directory).size() : 0;
    }

    private static List<Integer> eventIds(Engine engine, Execution execution) {
        List<Integer> ids = new ArrayList<>();
        Page<HistoryEvent> page = engine.getExecutionHistory(execution.arn(), false, 1000, null);
        page.items().forEach(event -> ids.add(event.id()));
        while (page.next() != null) {
            page = engine.getExecutionHistory(execution.arn(), false, 1000, page.next());
            page.items().forEach(event -> ids.add(event.id()));
        }
        return ids;
    }

    private static void pass(Engine engine, ManualTimeline time, Duration by) throws Exception {
        var target = time.instant().plus(by);
        assertThat(engine.awaitIdle(Duration.ofSeconds(30))).isTrue();
        for (var due = time.nextDue(); due != null && !due.isAfter(target); due = time.nextDue()) {
            time.advance(Duration.between(time.instant(), due));
            assertThat(engine.awaitIdle(Duration.ofSeconds(30))).isTrue();
        }
        time.advance(Duration.between(time.instant(), target));
    }

    /** A process that has got where it should. */
    private Process host(String where) throws IOException {
        Path errors = directory.resolve("errors");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                KilledHost.class.getName(),
                                directory.toString(),
                                where)
                        .redirectError(errors.toFile())
                        .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.equals("READY")) {
            line = output.readLine();
        }
        assertThat(line).as(() -> read(errors)).isEqualTo("READY");
        return process;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
