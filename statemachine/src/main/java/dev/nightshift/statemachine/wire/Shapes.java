package dev.nightshift.statemachine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.definition.Problem;
import dev.nightshift.statemachine.execution.Execution;
import dev.nightshift.statemachine.execution.HistoryEvent;
import dev.nightshift.statemachine.execution.Machine;
import dev.nightshift.statemachine.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine's nouns as the wire format shows them. */
final class Shapes {
    private Shapes() {}

    /** Seconds since 1970, with milliseconds behind the point. */
    static JsonNode time(Instant at) {
        return DecimalNode.valueOf(BigDecimal.valueOf(at.toEpochMilli(), 3));
    }

    static ObjectNode listed(Machine machine) {
        ObjectNode json =
                Json.object()
                        .put("stateMachineArn", machine.arn())
                        .put("name", machine.name())
                        .put("type", "STANDARD");
        json.set("creationDate", time(machine.createdAt()));
        return json;
    }

    static ObjectNode described(Machine machine, String definition) {
        ObjectNode json = listed(machine);
        json.put("status", machine.deleting() ? "DELETING" : "ACTIVE")
                .put("definition", definition)
                .put("roleArn", machine.roleArn())
                .put("revisionId", machine.revision());
        json.putObject("loggingConfiguration")
                .put("level", "OFF")
                .put("includeExecutionData", false);
        json.putObject("tracingConfiguration").put("enabled", false);
        json.putObject("encryptionConfiguration").put("type", "AWS_OWNED_KEY");
        return json;
    }

    static ObjectNode listed(Execution execution) {
        ObjectNode json =
                Json.object()
                        .put("executionArn", execution.arn())
                        .put("stateMachineArn", execution.machineArn())
                        .put("name", execution.name())
                        .put("status", execution.status().name());
        json.set("startDate", time(execution.startedAt()));
        if (execution.stoppedAt() != null) {
            json.set("stopDate", time(execution.stoppedAt()));
        }
        if (execution.origin() != null) {
            json.put("mapRunArn", execution.origin().mapRunArn()).put("itemCount", 1);
        }
        return json.put("redriveCount", 0);
    }

    /** Without input and output. */
    static ObjectNode described(Execution execution) {
        ObjectNode json = listed(execution);
        json.remove("itemCount");
        json.put("redriveStatus", "NOT_REDRIVABLE")
                .put("redriveStatusReason", "This engine redrives no executions");
        if (execution.error() != null) {
            json.put("error", execution.error());
        }
        if (execution.cause() != null) {
            json.put("cause", execution.cause());
        }
        return json;
    }

    /** Adds an input or an output, if there is one. */
    static void addData(ObjectNode json, String member, @Nullable JsonNode data) {
        if (data != null) {
            json.put(member, Json.text(data));
            json.putObject(member + "Details").put("included", true);
        }
    }

    static ObjectNode diagnostic(Problem problem) {
        return Json.object()
                .put("severity", "ERROR")
                .put("code", "SCHEMA_VALIDATION_FAILED")
                .put("message", problem.message())
                .put("location", problem.location());
    }

    /**
     * One event.
     *
     * @param data false: without inputs and outputs
     */
    static ObjectNode event(HistoryEvent event, boolean data) {
        ObjectNode json = Json.object();
        json.set("timestamp", time(event.at()));
        json.put("type", event.type())
                .put("id", event.id())
                .put("previousEventId", event.previous());
        if (event.details() != null) {
            ObjectNode details = event.details();
            if (!data) {
                details.remove(List.of("input", "output", "parameters"));
            }
            json.set(event.detailsField(), details);
        }
        return json;
    }
}
