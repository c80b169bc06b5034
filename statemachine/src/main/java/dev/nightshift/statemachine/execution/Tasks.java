package dev.nightshift.statemachine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nightshift.statemachine.definition.Definition;
import dev.nightshift.statemachine.definition.Resource;
import dev.nightshift.statemachine.definition.State;
import dev.nightshift.statemachine.execution.RequestException.Reason;
import dev.nightshift.statemachine.execution.Scopes.Moment;
import dev.nightshift.statemachine.expression.EvaluationException;
import dev.nightshift.statemachine.expression.Scope;
import dev.nightshift.statemachine.expression.Template;
import dev.nightshift.statemachine.json.Json;
import dev.nightshift.statemachine.lambda.LambdaResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tasks: from the call of a function to its answer, or to the answer of a token. */
final class Tasks {
    /** How long a task may take that does not say it. */
    private static final Duration LONGEST = Duration.ofSeconds(Definition.MAX_SECONDS);

    private final Interpreter interpreter;
    private final Transition tx;

    Tasks(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.tx = interpreter.tx;
    }

    /** Begins an attempt. The token is in the row before anyone can know it. */
    void start(Frame frame, State.Task task) {
        FrameId id = frame.id();
        int attempt = frame.attempt() + 1;
        String token = task.resource().awaitsToken() ? TaskToken.issue(id, attempt).text() : null;
        Scope scope = interpreter.scopes.of(frame, Moment.calling(token));
        JsonNode arguments =
                task.arguments() == null
                        ? frame.input()
                        : task.arguments().evaluate(scope, "Arguments");
        Duration timeout = duration(task.timeout(), scope, "TimeoutSeconds");
        Duration heartbeat = duration(task.heartbeat(), scope, "HeartbeatSeconds");
        Invocation invocation = invocation(frame, attempt, task.resource(), arguments);
        if (invocation.payload().length > Limits.BYTES) {
            interpreter.exits.fail(id, Failure.tooLarge("The payload of '" + task.name() + "'"));
            return;
        }
        TaskEvents events = new TaskEvents(tx, id, task.resource());
        events.scheduled(arguments, timeout, heartbeat);
        events.started();
        tx.update(
                id,
                f ->
                        f.nextAttempt()
                                .in(
                                        new Phase.Working(
                                                token,
                                                true,
                                                tx.now().plus(timeout == null ? LONGEST : timeout),
                                                heartbeat,
                                                token == null && heartbeat != null
                                                        ? tx.now().plus(heartbeat)
                                                        : null)));
        tx.invoke(invocation);
    }

    private static Invocation invocation(
            Frame frame, int attempt, Resource resource, JsonNode arguments) {
        return switch (resource) {
            case Resource.Function(String arn) ->
                    new Invocation(frame.id(), attempt, arn, Json.bytes(arguments));
            case Resource.Service service ->
                    new Invocation(frame.id(), attempt, service.arn(), Json.bytes(arguments));
            case Resource.Invoke _ -> {
                JsonNode name = arguments.get("FunctionName");
                if (name == null || !name.isTextual()) {
                    throw new EvaluationException(
                            "Arguments", "The field 'FunctionName' must be a string.");
                }
                JsonNode payload = arguments.get("Payload");
                yield new Invocation(
                        frame.id(),
                        attempt,
                        name.textValue(),
                        Json.bytes(payload == null ? Json.object() : payload));
            }
        };
    }

    private static @Nullable Duration duration(
            @Nullable Template template, Scope scope, String field) {
        return template == null
                ? null
                : Duration.ofSeconds(seconds(template.evaluate(scope, field), field, 1));
    }

    /** A whole number of seconds, from a literal or an expression. */
    static long seconds(JsonNode value, String field, int min) {
        if (!value.isIntegralNumber()
                || value.asLong() < min
                || value.asLong() > Definition.MAX_SECONDS) {
            throw new EvaluationException(
                    field,
                    "The field '%s' must be a whole number from %d to %d but was: %s"
                            .formatted(field, min, Definition.MAX_SECONDS, value));
        }
        return value.asLong();
    }

    /** The function has answered. An answer to an attempt that is over is dropped. */
    void returned(FrameId id, int attempt, LambdaResult result) {
        Frame frame = tx.find(id);
        if (frame == null
                || frame.attempt() != attempt
                || !(frame.phase() instanceof Phase.Working working)
                || !working.calling()
                || !(tx.state(frame) instanceof State.Task task)) {
            return;
        }
        switch (result) {
            case LambdaResult.Success(byte[] payload) -> {
                if (payload.length > Limits.BYTES) {
                    failed(id, task, Failure.resultTooLarge("The answer to '" + task.name() + "'"));
                } else if (working.token() == null) {
                    succeeded(id, task, answer(task.resource(), json(payload)));
                } else {
                    new TaskEvents(tx, id, task.resource())
                            .submitted(answer(task.resource(), json(payload)));
                    tx.update(id, f -> f.in(working.returned().heardAt(tx.now())));
                }
            }
            case LambdaResult.FunctionError(byte[] payload) -> {
                JsonNode error = json(payload);
                failed(
                        id,
                        task,
                        new Failure(error.path("errorType").asText("Error"), Json.text(error)));
            }
            case LambdaResult.ServiceError(String error, String cause) ->
                    failed(id, task, new Failure(error, cause));
        }
    }

    /** The engine stopped during a call: what became of it, nobody knows. */
    void lost(FrameId id) {
        Frame frame = tx.find(id);
        returned(
                id,
                frame == null ? 0 : frame.attempt(),
                new LambdaResult.ServiceError(
                        "Lambda.Unknown", "The engine stopped while the function ran."));
    }

    void timeOut(Frame frame, Phase.Working working) {
        if (tx.state(frame) instanceof State.Task task) {
            boolean silent = working.silentTooLong(tx.now());
            Failure failure = silent ? Failure.silence() : Failure.timeout();
            new TaskEvents(tx, frame.id(), task.resource()).timedOut(failure);
            interpreter.exits.fail(frame.id(), failure);
        }
    }

    void tokenSucceeded(String token, JsonNode output) {
        Frame frame = holder(token);
        if (tx.state(frame) instanceof State.Task task) {
            succeeded(frame.id(), task, output);
        }
    }

    void tokenFailed(String token, @Nullable String error, @Nullable String cause) {
        Frame frame = holder(token);
        if (tx.state(frame) instanceof State.Task task) {
            failed(frame.id(), task, new Failure(error, cause));
        }
    }

    void heartbeat(String token) {
        Frame frame = holder(token);
        if (frame.phase() instanceof Phase.Working working) {
            tx.update(frame.id(), f -> f.in(working.heardAt(tx.now())));
        }
    }

    /**
     * The frame that waits for a token's answer.
     *
     * @throws RequestException when none does, or none ever did
     */
    private Frame holder(String text) {
        TaskToken token = TaskToken.parse(text);
        Frame frame = tx.find(token.frame());
        if (frame != null
                && frame.phase() instanceof Phase.Working working
                && text.equals(working.token())) {
            return frame;
        }
        Execution execution = tx.store().executions.get(token.frame().execution());
        if (execution == null) {
            throw new RequestException(
                    Reason.TASK_DOES_NOT_EXIST, "Task Does Not Exist: 'No such task'");
        }
        throw new RequestException(
                Reason.TASK_TIMED_OUT, "Task Timed Out: 'Provided task does not exist anymore'");
    }

    private void succeeded(FrameId id, State.Task task, JsonNode result) {
        new TaskEvents(tx, id, task.resource()).succeeded(result);
        interpreter.exits.complete(id, result, task.exit(), Moment.success(result));
    }

    private void failed(FrameId id, State.Task task, Failure failure) {
        new TaskEvents(tx, id, task.resource()).failed(failure);
        interpreter.exits.fail(id, failure);
    }

    /** lambda:invoke wraps the answer as the Lambda API does; all others give it bare. */
    private static JsonNode answer(Resource resource, JsonNode payload) {
        if (!(resource instanceof Resource.Invoke)) {
            return payload;
        }
        ObjectNode answer = Json.object().put("ExecutedVersion", "$LATEST");
        answer.set("Payload", payload);
        ObjectNode http = answer.putObject("SdkHttpMetadata");
        http.putObject("AllHttpHeaders");
        http.putObject("HttpHeaders");
        http.put("HttpStatusCode", 200);
        answer.putObject("SdkResponseMetadata").put("RequestId", UUID.randomUUID().toString());
        return answer.put("StatusCode", 200);
    }

    private static JsonNode json(byte[] payload) {
        if (payload.length == 0) {
            return NullNode.instance;
        }
        try {
            return Json.parse(payload);
        } catch (IllegalArgumentException e) {
            return TextNode.valueOf(new String(payload, StandardCharsets.UTF_8));
        }
    }
}
