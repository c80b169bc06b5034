package dev.nightshift.statemachine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        json.put("status", "ACTIVE")
                .put("definition", definition)
                .put("roleArn", machine.roleArn())
                .put("revisionId", machine.revision());
        json.putObject("loggingConfiguration").put("level", "OFF");
        json.putObject("tracingConfiguration").put("enabled", false);
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
            json.put("mapRunArn", execution.origin().mapRunArn());
        }
        return json;
    }

    static ObjectNode described(Execution execution, JsonNode input, @Nullable JsonNode output) {
        ObjectNode json = listed(execution);
        json.put("input", Json.text(input)).putObject("inputDetails").put("included", true);
        json.put("redriveCount", 0);
        if (output != null) {
            json.put("output", Json.text(output)).putObject("outputDetails").put("included", true);
        }
        if (execution.error() != null) {
            json.put("error", execution.error());
        }
        if (execution.cause() != null) {
            json.put("cause", execution.cause());
        }
        return json;
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
