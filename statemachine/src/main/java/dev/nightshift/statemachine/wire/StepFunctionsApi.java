package dev.nightshift.statemachine.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.Engine;
import dev.nightshift.statemachine.definition.DefinitionException;
import dev.nightshift.statemachine.definition.Problem;
import dev.nightshift.statemachine.execution.Execution;
import dev.nightshift.statemachine.execution.ExecutionFilter;
import dev.nightshift.statemachine.execution.ExecutionStatus;
import dev.nightshift.statemachine.execution.HistoryEvent;
import dev.nightshift.statemachine.execution.Machine;
import dev.nightshift.statemachine.execution.Page;
import dev.nightshift.statemachine.execution.RequestException;
import dev.nightshift.statemachine.execution.RequestException.Reason;
import dev.nightshift.statemachine.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step Functions in AWS JSON 1.0: a request's header {@code X-Amz-Target} and body in, status and
 * body out. Signatures are somebody else's matter.
 */
public final class StepFunctionsApi {
    private static final Logger LOG = LoggerFactory.getLogger(StepFunctionsApi.class);
    private static final String PREFIX = "AWSStepFunctions.";

    private final Engine engine;

    public StepFunctionsApi(Engine engine) {
        this.engine = engine;
    }

    /** Answers one request; never throws. */
    public Reply handle(@Nullable String target, byte[] body) {
        if (target == null || !target.startsWith(PREFIX)) {
            return Reply.refused("UnknownOperationException", "Not for Step Functions");
        }
        String action = target.substring(PREFIX.length());
        try {
            ObjectNode answer = answer(action, new Request(body));
            return answer == null
                    ? Reply.refused("UnknownOperationException", "Not supported: " + action)
                    : Reply.ok(answer);
        } catch (RequestException e) {
            return Reply.refused(e.reason().wireName(), String.valueOf(e.getMessage()));
        } catch (DefinitionException e) {
            return Reply.refused(
                    Reason.INVALID_DEFINITION.wireName(),
                    "Invalid State Machine Definition: '" + e.getMessage() + "'");
        } catch (RuntimeException e) {
            LOG.error("{} failed", action, e);
            return Reply.broken();
        }
    }

    /** null for an action that is not known. */
    private @Nullable ObjectNode answer(String action, Request request) {
        return switch (action) {
            case "CreateStateMachine" -> createStateMachine(request);
            case "UpdateStateMachine" -> updateStateMachine(request);
            case "DescribeStateMachine" -> describeStateMachine(request);
            case "DescribeStateMachineForExecution" -> describeForExecution(request);
            case "ListStateMachines" -> listStateMachines();
            case "DeleteStateMachine" -> {
                engine.deleteStateMachine(request.arn("stateMachineArn"));
                yield Json.object();
            }
            case "ValidateStateMachineDefinition" -> validate(request);
            case "StartExecution" -> startExecution(request);
            case "DescribeExecution" -> describeExecution(request);
            case "ListExecutions" -> listExecutions(request);
            case "StopExecution" -> stopExecution(request);
            case "GetExecutionHistory" -> history(request);
            case "SendTaskSuccess" -> {
                engine.sendTaskSuccess(request.required("taskToken"), request.required("output"));
                yield Json.object();
            }
            case "SendTaskFailure" -> {
                engine.sendTaskFailure(
                        request.required("taskToken"),
                        request.optional("error"),
                        request.optional("cause"));
                yield Json.object();
            }
            case "SendTaskHeartbeat" -> {
                engine.sendTaskHeartbeat(request.required("taskToken"));
                yield Json.object();
            }
            case "ListTagsForResource" -> {
                ObjectNode none = Json.object();
                none.putArray("tags");
                yield none;
            }
            default -> null;
        };
    }

    private ObjectNode createStateMachine(Request request) {
        if (!request.optional("type", "STANDARD").equals("STANDARD")) {
            throw Request.invalid("type", "must be STANDARD: EXPRESS is not supported");
        }
        Machine machine =
                engine.createStateMachine(
                        request.required("name"),
                        request.required("definition"),
                        request.required("roleArn"));
        ObjectNode answer = Json.object().put("stateMachineArn", machine.arn());
        answer.set("creationDate", Shapes.time(machine.createdAt()));
        return answer;
    }

    private ObjectNode updateStateMachine(Request request) {
        Machine machine =
                engine.updateStateMachine(
                        request.arn("stateMachineArn"),
                        request.optional("definition"),
                        request.optional("roleArn"));
        ObjectNode answer = Json.object().put("revisionId", machine.revision());
        answer.set("updateDate", Shapes.time(machine.updatedAt()));
        return answer;
    }

    private ObjectNode describeStateMachine(Request request) {
        Machine machine = engine.describeStateMachine(request.arn("stateMachineArn"));
        return Shapes.described(machine, engine.definition(machine.definition()));
    }

    private ObjectNode describeForExecution(Request request) {
        Execution execution = engine.describeExecution(request.arn("executionArn"));
        String arn = execution.machineArn();
        ObjectNode answer =
                Json.object()
                        .put("stateMachineArn", arn)
                        .put("name", arn.substring(arn.lastIndexOf(':') + 1))
                        .put("definition", engine.definition(execution.definition()))
                        .put("roleArn", execution.roleArn());
        answer.set("updateDate", Shapes.time(execution.startedAt()));
        if (execution.origin() != null) {
            answer.put("mapRunArn", execution.origin().mapRunArn());
        }
        return answer;
    }

    private ObjectNode listStateMachines() {
        ObjectNode answer = Json.object();
        ArrayNode machines = answer.putArray("stateMachines");
        engine.listStateMachines().forEach(machine -> machines.add(Shapes.listed(machine)));
        return answer;
    }

    private static ObjectNode validate(Request request) {
        List<Problem> problems = Engine.validate(request.required("definition"));
        ObjectNode answer = Json.object().put("result", problems.isEmpty() ? "OK" : "FAIL");
        ArrayNode diagnostics = answer.putArray("diagnostics");
        for (Problem problem : problems) {
            diagnostics
                    .addObject()
                    .put("severity", "ERROR")
                    .put("code", "SCHEMA_VALIDATION_FAILED")
                    .put("message", problem.message())
                    .put("location", problem.location());
        }
        return answer.put("truncated", false);
    }

    private ObjectNode startExecution(Request request) {
        Execution execution =
                engine.startExecution(
                        request.arn("stateMachineArn"),
                        request.optional("name"),
                        request.optional("input", "{}"));
        ObjectNode answer = Json.object().put("executionArn", execution.arn());
        answer.set("startDate", Shapes.time(execution.startedAt()));
        return answer;
    }

    private ObjectNode describeExecution(Request request) {
        Execution execution = engine.describeExecution(request.arn("executionArn"));
        return Shapes.described(execution, engine.input(execution), engine.output(execution));
    }

    private ObjectNode listExecutions(Request request) {
        if (request.has("stateMachineArn") == request.has("mapRunArn")) {
            throw Request.invalid("stateMachineArn", "or mapRunArn, and only one, must be given");
        }
        String machine = request.has("mapRunArn") ? null : request.arn("stateMachineArn");
        if (machine != null) {
            engine.describeStateMachine(machine);
        }
        ExecutionFilter filter =
                new ExecutionFilter(machine, request.optional("mapRunArn"), status(request));
        Page<Execution> page =
                engine.listExecutions(filter, request.maxResults(), request.optional("nextToken"));
        ObjectNode answer = Json.object();
        ArrayNode executions = answer.putArray("executions");
        page.items().forEach(execution -> executions.add(Shapes.listed(execution)));
        return paged(answer, page);
    }

    private static @Nullable ExecutionStatus status(Request request) {
        String status = request.optional("statusFilter");
        try {
            return status == null ? null : ExecutionStatus.valueOf(status);
        } catch (IllegalArgumentException e) {
            throw Request.invalid("statusFilter", "must be a status of executions");
        }
    }

    private ObjectNode stopExecution(Request request) {
        Execution execution =
                engine.stopExecution(
                        request.arn("executionArn"),
                        request.optional("error"),
                        request.optional("cause"));
        ObjectNode answer = Json.object();
        if (execution.stoppedAt() != null) {
            answer.set("stopDate", Shapes.time(execution.stoppedAt()));
        }
        return answer;
    }

    private ObjectNode history(Request request) {
        Page<HistoryEvent> page =
                engine.getExecutionHistory(
                        request.arn("executionArn"),
                        request.flag("reverseOrder", false),
                        request.maxResults(),
                        request.optional("nextToken"));
        boolean data = request.flag("includeExecutionData", true);
        ObjectNode answer = Json.object();
        ArrayNode events = answer.putArray("events");
        page.items().forEach(event -> events.add(Shapes.event(event, data)));
        return paged(answer, page);
    }

    private static ObjectNode paged(ObjectNode answer, Page<?> page) {
        if (page.next() != null) {
            answer.put("nextToken", page.next());
        }
        return answer;
    }
}
