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
import dev.nightshift.statemachine.execution.Limits;
import dev.nightshift.statemachine.execution.Machine;
import dev.nightshift.statemachine.execution.Page;
import dev.nightshift.statemachine.execution.RequestException;
import dev.nightshift.statemachine.execution.RequestException.Reason;
import dev.nightshift.statemachine.json.Json;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step Functions in AWS JSON 1.0: a request's header {@code X-Amz-Target} and body in, status and
 * body out. Signatures are somebody else's matter.
 *
 * <p>Requests are held to AWS's lengths, ranges and types. What AWS can do and this engine cannot
 * (versions, tags, logging, tracing, keys, EXPRESS) is refused, not ignored. {@code
 * ConflictException} is never given: requests are granted one after the other.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/">the reference</a>
 */
public final class StepFunctionsApi {
    private static final Logger LOG = LoggerFactory.getLogger(StepFunctionsApi.class);
    private static final String PREFIX = "AWSStepFunctions.";
    private static final String MACHINE = "stateMachine";
    private static final String EXECUTION = "execution";
    private static final String PENDING_REDRIVE = "PENDING_REDRIVE";
    private static final List<String> TYPES = List.of("STANDARD", "EXPRESS");
    private static final List<String> LOG_LEVELS = List.of("ALL", "ERROR", "FATAL", "OFF");
    private static final List<String> KEY_TYPES =
            List.of("AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY");
    private static final List<String> STATUSES =
            List.of("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", PENDING_REDRIVE);
    private static final int MAX_DEFINITION = 1_048_576;
    private static final int MAX_PAGE = 1_000;
    private static final int MAX_TOKEN = 1_024;
    private static final int MAX_LIST_TOKEN = 3_096;

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
            Action known = action(action);
            return known == null
                    ? Reply.refused("UnknownOperationException", "Not supported: " + action)
                    : Reply.ok(known.answer(new Request(body)));
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

    private interface Action {
        ObjectNode answer(Request request);
    }

    /** null for an action that is not known. */
    private @Nullable Action action(String name) {
        return switch (name) {
            case "CreateStateMachine" -> this::createStateMachine;
            case "UpdateStateMachine" -> this::updateStateMachine;
            case "DescribeStateMachine" -> this::describeStateMachine;
            case "DescribeStateMachineForExecution" -> this::describeForExecution;
            case "ListStateMachines" -> this::listStateMachines;
            case "DeleteStateMachine" -> this::deleteStateMachine;
            case "ValidateStateMachineDefinition" -> StepFunctionsApi::validate;
            case "ListTagsForResource" -> this::listTags;
            case "StartExecution" -> this::startExecution;
            case "DescribeExecution" -> this::describeExecution;
            case "ListExecutions" -> this::listExecutions;
            case "StopExecution" -> this::stopExecution;
            case "GetExecutionHistory" -> this::history;
            case "SendTaskSuccess" -> this::sendTaskSuccess;
            case "SendTaskFailure" -> this::sendTaskFailure;
            case "SendTaskHeartbeat" -> this::sendTaskHeartbeat;
            default -> null;
        };
    }

    private ObjectNode createStateMachine(Request request) {
        String name = request.required("name", 1, Limits.NAME);
        String definition = request.required("definition", 1, MAX_DEFINITION);
        request.required("roleArn", 1, Integer.MAX_VALUE);
        String role = String.valueOf(request.role("roleArn"));
        if ("EXPRESS".equals(request.oneOf("type", TYPES))) {
            throw new RequestException(
                    Reason.STATE_MACHINE_TYPE_NOT_SUPPORTED,
                    "State Machine Type Not Supported: 'EXPRESS'");
        }
        refuseWhatWouldBeIgnored(request);
        Machine machine = engine.createStateMachine(name, definition, role);
        ObjectNode answer = Json.object().put("stateMachineArn", machine.arn());
        answer.set("creationDate", Shapes.time(machine.createdAt()));
        return answer;
    }

    private static void refuseWhatWouldBeIgnored(Request request) {
        refuse("publish", request.flag("publish", false));
        refuse("versionDescription", request.has("versionDescription"));
        refuse("tags", request.hasElements("tags"));
        Request logging = request.child("loggingConfiguration");
        refuse("loggingConfiguration", !isOff(logging.oneOf("level", LOG_LEVELS), "OFF"));
        refuse(
                "tracingConfiguration",
                request.child("tracingConfiguration").flag("enabled", false));
        Request encryption = request.child("encryptionConfiguration");
        refuse(
                "encryptionConfiguration",
                !isOff(encryption.oneOf("type", KEY_TYPES), "AWS_OWNED_KEY"));
    }

    private static boolean isOff(@Nullable String value, String off) {
        return value == null || value.equals(off);
    }

    private static void refuse(String member, boolean given) {
        if (given) {
            throw Request.invalid(member, "is not supported by this engine");
        }
    }

    private ObjectNode updateStateMachine(Request request) {
        String arn = request.arn("stateMachineArn", MACHINE);
        String definition = request.optional("definition", 1, MAX_DEFINITION);
        String role = request.role("roleArn");
        refuseWhatWouldBeIgnored(request);
        if (definition == null && role == null) {
            throw new RequestException(
                    Reason.MISSING_REQUIRED_PARAMETER,
                    "Either the definition or the role ARN must be specified");
        }
        Machine machine = engine.updateStateMachine(arn, definition, role);
        ObjectNode answer = Json.object().put("revisionId", machine.revision());
        answer.set("updateDate", Shapes.time(machine.updatedAt()));
        return answer;
    }

    private ObjectNode describeStateMachine(Request request) {
        boolean data = withData(request);
        Machine machine = engine.describeStateMachine(request.arn("stateMachineArn", MACHINE));
        return Shapes.described(machine, data ? engine.definition(machine.definition()) : "{}");
    }

    private static boolean withData(Request request) {
        String included = request.oneOf("includedData", List.of("ALL_DATA", "METADATA_ONLY"));
        return !"METADATA_ONLY".equals(included);
    }

    private ObjectNode describeForExecution(Request request) {
        boolean data = withData(request);
        Execution execution = engine.describeExecution(request.arn("executionArn", EXECUTION));
        String arn = execution.machineArn();
        ObjectNode answer =
                Json.object()
                        .put("stateMachineArn", arn)
                        .put("name", arn.substring(arn.lastIndexOf(':') + 1))
                        .put("definition", data ? engine.definition(execution.definition()) : "{}")
                        .put("roleArn", execution.roleArn());
        answer.set("updateDate", Shapes.time(execution.startedAt()));
        if (execution.origin() != null) {
            answer.put("mapRunArn", execution.origin().mapRunArn());
        }
        return answer;
    }

    private ObjectNode listStateMachines(Request request) {
        Page<Machine> page = engine.listStateMachines(request.maxResults(MAX_PAGE), token(request));
        return paged("stateMachines", page, Shapes::listed);
    }

    private static @Nullable String token(Request request) {
        return request.optional("nextToken", 1, MAX_TOKEN);
    }

    private ObjectNode deleteStateMachine(Request request) {
        String arn = request.arn("stateMachineArn", MACHINE);
        if (arn.contains("/")) {
            throw Request.invalid("stateMachineArn", "must not name a Map state");
        }
        engine.deleteStateMachine(arn);
        return Json.object();
    }

    private static ObjectNode validate(Request request) {
        String definition = request.required("definition", 1, MAX_DEFINITION);
        request.oneOf("type", TYPES);
        request.oneOf("severity", List.of("ERROR", "WARNING"));
        int max = request.maxResults(100);
        List<Problem> problems = Engine.validate(definition);
        ObjectNode answer = Json.object().put("result", problems.isEmpty() ? "OK" : "FAIL");
        ArrayNode diagnostics = answer.putArray("diagnostics");
        problems.stream().limit(max).forEach(one -> diagnostics.add(Shapes.diagnostic(one)));
        return answer.put("truncated", problems.size() > max);
    }

    private ObjectNode listTags(Request request) {
        String arn = request.arn("resourceArn", MACHINE);
        try {
            engine.describeStateMachine(arn);
        } catch (RequestException e) {
            throw new RequestException(
                    Reason.RESOURCE_NOT_FOUND, "Resource not found: '" + arn + "'");
        }
        ObjectNode none = Json.object();
        none.putArray("tags");
        return none;
    }

    private ObjectNode startExecution(Request request) {
        String arn = request.arn("stateMachineArn", MACHINE);
        String name = request.optional("name", 1, Limits.NAME);
        String input = request.optional("input", 0, Limits.BYTES);
        request.optional("traceHeader", 0, 256);
        Execution execution = engine.startExecution(arn, name, input == null ? "{}" : input);
        ObjectNode answer = Json.object().put("executionArn", execution.arn());
        answer.set("startDate", Shapes.time(execution.startedAt()));
        return answer;
    }

    private ObjectNode describeExecution(Request request) {
        boolean data = withData(request);
        Execution execution = engine.describeExecution(request.arn("executionArn", EXECUTION));
        ObjectNode answer = Shapes.described(execution);
        if (data) {
            Shapes.addData(answer, "input", engine.input(execution));
            Shapes.addData(answer, "output", engine.output(execution));
        }
        return answer;
    }

    private ObjectNode listExecutions(Request request) {
        if (request.has("stateMachineArn") == request.has("mapRunArn")) {
            throw Request.invalid("stateMachineArn", "or mapRunArn, and only one, must be given");
        }
        boolean ofRun = request.has("mapRunArn");
        String run = ofRun ? request.arn("mapRunArn", "mapRun", 2_000) : null;
        String machine = ofRun ? null : request.arn("stateMachineArn", MACHINE);
        String status = request.oneOf("statusFilter", STATUSES);
        String redriven = request.oneOf("redriveFilter", List.of("REDRIVEN", "NOT_REDRIVEN"));
        int max = request.maxResults(MAX_PAGE);
        String next = request.optional("nextToken", 1, MAX_LIST_TOKEN);
        if (machine != null) {
            engine.describeStateMachine(machine);
        }
        if (PENDING_REDRIVE.equals(status) && !ofRun) {
            throw Request.invalid("statusFilter", "needs mapRunArn for " + PENDING_REDRIVE);
        }
        if (PENDING_REDRIVE.equals(status) || "REDRIVEN".equals(redriven)) {
            return paged("executions", new Page<Execution>(List.of(), null), Shapes::listed);
        }
        ExecutionFilter filter =
                new ExecutionFilter(
                        machine, run, status == null ? null : ExecutionStatus.valueOf(status));
        return paged("executions", engine.listExecutions(filter, max, next), Shapes::listed);
    }

    private ObjectNode stopExecution(Request request) {
        Execution execution =
                engine.stopExecution(
                        request.arn("executionArn", EXECUTION), error(request), cause(request));
        ObjectNode answer = Json.object();
        if (execution.stoppedAt() != null) {
            answer.set("stopDate", Shapes.time(execution.stoppedAt()));
        }
        return answer;
    }

    private static @Nullable String error(Request request) {
        return request.optional("error", 0, 256);
    }

    private static @Nullable String cause(Request request) {
        return request.optional("cause", 0, 32_768);
    }

    private ObjectNode history(Request request) {
        boolean data = request.flag("includeExecutionData", true);
        Page<HistoryEvent> page =
                engine.getExecutionHistory(
                        request.arn("executionArn", EXECUTION),
                        request.flag("reverseOrder", false),
                        request.maxResults(MAX_PAGE),
                        token(request));
        return paged("events", page, event -> Shapes.event(event, data));
    }

    private ObjectNode sendTaskSuccess(Request request) {
        engine.sendTaskSuccess(taskToken(request), request.required("output", 0, Limits.BYTES));
        return Json.object();
    }

    private ObjectNode sendTaskFailure(Request request) {
        engine.sendTaskFailure(taskToken(request), error(request), cause(request));
        return Json.object();
    }

    private ObjectNode sendTaskHeartbeat(Request request) {
        engine.sendTaskHeartbeat(taskToken(request));
        return Json.object();
    }

    private static String taskToken(Request request) {
        return request.required("taskToken", 1, 2_048);
    }

    private static <T> ObjectNode paged(
            String member, Page<T> page, Function<T, ObjectNode> shape) {
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray(member);
        page.items().forEach(item -> items.add(shape.apply(item)));
        if (page.next() != null) {
            answer.put("nextToken", page.next());
        }
        return answer;
    }
}
