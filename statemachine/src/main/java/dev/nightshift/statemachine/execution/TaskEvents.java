package dev.nightshift.statemachine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.definition.Resource;
import dev.nightshift.statemachine.json.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The history of a task. A service integration writes {@code Task…} events that name it; a function
 * by its ARN writes {@code LambdaFunction…} events.
 */
final class TaskEvents {
    private final Transition tx;
    private final FrameId frame;
    private final Resource resource;

    TaskEvents(Transition tx, FrameId frame, Resource resource) {
        this.tx = tx;
        this.frame = frame;
        this.resource = resource;
    }

    void scheduled(JsonNode arguments, @Nullable Duration timeout, @Nullable Duration heartbeat) {
        ObjectNode details = details();
        switch (resource) {
            case Resource.Invoke _, Resource.Service _ ->
                    details.put("region", tx.names().region())
                            .put("parameters", Json.text(arguments));
            case Resource.Function(String arn) ->
                    Transition.with(details.put("resource", arn), "input", arguments);
        }
        if (timeout != null) {
            details.put("timeoutInSeconds", timeout.toSeconds());
        }
        if (heartbeat != null && resource instanceof Resource.Invoke) {
            details.put("heartbeatInSeconds", heartbeat.toSeconds());
        }
        append("Scheduled", details);
    }

    void started() {
        append("Started", resource instanceof Resource.Function ? null : details());
    }

    void submitted(JsonNode answer) {
        append("Submitted", Transition.with(details(), "output", answer));
    }

    void succeeded(JsonNode result) {
        append("Succeeded", Transition.with(details(), "output", result));
    }

    void failed(Failure failure) {
        append("Failed", details().setAll(failure.details()));
    }

    void timedOut(Failure failure) {
        append("TimedOut", details().setAll(failure.details()));
    }

    private ObjectNode details() {
        return switch (resource) {
            case Resource.Function _ -> Json.object();
            case Resource.Service service ->
                    Json.object()
                            .put("resourceType", service.service())
                            .put("resource", service.action());
            case Resource.Invoke(boolean callback) ->
                    Json.object()
                            .put("resourceType", "lambda")
                            .put("resource", callback ? "invoke.waitForTaskToken" : "invoke");
        };
    }

    private void append(String what, @Nullable ObjectNode details) {
        String kind = resource instanceof Resource.Function ? "LambdaFunction" : "Task";
        tx.event(frame, kind + what, details);
    }
}
