package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.statemachine.execution.Execution;
import dev.nightshift.statemachine.execution.HistoryEvent;
import dev.nightshift.statemachine.execution.Machine;
import dev.nightshift.statemachine.json.Json;
import dev.nightshift.statemachine.lambda.LambdaInvoker;
import dev.nightshift.statemachine.lambda.LambdaResult;
import dev.nightshift.time.ManualTimeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** An engine on a timeline that stands still, with functions written in Java. */
final class Lab implements AutoCloseable {
    static final String ROLE = "arn:aws:iam::000000000000:role/test";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final ManualTimeline time;
    private final Path file;
    private final Map<String, Function> functions = new ConcurrentHashMap<>();
    Engine engine;

    Lab(Path directory) {
        this(directory, new ManualTimeline(Instant.parse("2026-11-21T00:00:00Z")));
    }

    Lab(Path directory, ManualTimeline time) {
        this.time = time;
        this.file = directory.resolve("engine.mv");
        this.engine = open();
    }

    /** What a function does with its payload; may throw to fail. */
    interface Function {
        LambdaResult call(JsonNode payload) throws Exception;
    }

    private Engine open() {
        LambdaInvoker lambda = (function, payload) -> call(function, payload);
        return Engine.open(file, time, lambda);
    }

    private LambdaResult call(String name, byte[] payload) {
        Function function = functions.get(name);
        if (function == null) {
            return new LambdaResult.ServiceError("Lambda.ResourceNotFoundException", name);
        }
        try {
            return function.call(Json.parse(payload));
        } catch (Exception e) {
            return error(e.getClass().getName(), String.valueOf(e.getMessage()));
        }
    }

    static LambdaResult ok(String json) {
        return new LambdaResult.Success(json.getBytes(StandardCharsets.UTF_8));
    }

    static LambdaResult error(String type, String message) {
        return new LambdaResult.FunctionError(
                Json.bytes(Json.object().put("errorType", type).put("errorMessage", message)));
    }

    Lab function(String name, Function function) {
        functions.put(name, function);
        return this;
    }

    void reopen() {
        engine.close();
        engine = open();
    }

    /** Single quotes stand for double ones, and QueryLanguage is given. */
    String machine(String definition) {
        String json = "{'QueryLanguage':'JSONata'," + definition.strip().substring(1);
        Machine machine =
                engine.createStateMachine(
                        "m" + Integer.toHexString(definition.hashCode()), quoted(json), ROLE);
        return machine.arn();
    }

    static String quoted(String json) {
        return json.replace('\'', '"').replace('`', '\'');
    }

    Execution start(String definition, String input) {
        Execution execution = engine.startExecution(machine(definition), null, quoted(input));
        idle();
        return execution;
    }

    /** Runs to the end, or until only time can move it. */
    Execution run(String definition, String input) {
        return now(start(definition, input));
    }

    Execution now(Execution execution) {
        return engine.describeExecution(execution.arn());
    }

    /** The output of an execution that succeeds without time passing. */
    String output(String definition, String input) {
        return output(run(definition, input));
    }

    String output(Execution execution) {
        Execution now = now(execution);
        JsonNode output = engine.output(now);
        assertThat(now.status().name())
                .as("%s: %s", now.error(), now.cause())
                .isEqualTo("SUCCEEDED");
        return String.valueOf(output).replace('"', '\'');
    }

    /** Lets time pass, step by step, each followed by all that it causes. */
    void pass(Duration by) {
        Instant target = time.instant().plus(by);
        idle();
        Instant due = time.nextDue();
        while (due != null && !due.isAfter(target)) {
            time.advance(Duration.between(time.instant(), due));
            idle();
            due = time.nextDue();
        }
        time.advance(Duration.between(time.instant(), target));
        idle();
    }

    void idle() {
        try {
            assertThat(engine.awaitIdle(PATIENCE)).as("idle").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For what a function does that has not returned: idle is only who waits for none. */
    void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("end of patience").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    List<HistoryEvent> history(Execution execution) {
        return engine.getExecutionHistory(execution.arn(), false, 1000, null).items();
    }

    List<String> events(Execution execution) {
        return history(execution).stream().map(HistoryEvent::type).toList();
    }

    /** The details of the last event of a type. */
    JsonNode details(Execution execution, String type) {
        return history(execution).reversed().stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .map(event -> (JsonNode) event.details())
                .orElseThrow(() -> new AssertionError(type + " not in " + events(execution)));
    }

    @Override
    public void close() {
        engine.close();
    }
}
