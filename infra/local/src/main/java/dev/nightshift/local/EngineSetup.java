package dev.nightshift.local;

import dev.nightshift.local.function.FunctionHost;
import dev.nightshift.local.function.InvocationResult.FunctionError;
import dev.nightshift.local.function.InvocationResult.Refusal;
import dev.nightshift.local.function.InvocationResult.Refused;
import dev.nightshift.local.function.InvocationResult.Success;
import dev.nightshift.local.function.InvocationResult.Unknown;
import dev.nightshift.local.server.EventBuses;
import dev.nightshift.local.server.MailRoom;
import dev.nightshift.local.template.Place;
import dev.nightshift.local.template.StateMachine;
import dev.nightshift.statemachine.Engine;
import dev.nightshift.statemachine.definition.DefinitionException;
import dev.nightshift.statemachine.definition.Resource;
import dev.nightshift.statemachine.execution.Names;
import dev.nightshift.statemachine.execution.RequestException;
import dev.nightshift.statemachine.execution.RequestException.Reason;
import dev.nightshift.statemachine.lambda.LambdaResult;
import dev.nightshift.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Opens the engine and gives it the template's state machine. */
final class EngineSetup {
    private EngineSetup() {}

    static Engine open(
            Path file,
            Place place,
            Timeline timeline,
            FunctionHost functions,
            EventBuses buses,
            MailRoom mails) {
        return Engine.open(
                file,
                timeline,
                (function, payload) ->
                        switch (function) {
                            case Resource.PUT_EVENTS -> buses.put(payload);
                            case Resource.SEND_EMAIL -> mails.send(payload);
                            default -> ask(functions, function, payload);
                        },
                new Names(place.region(), place.account()));
    }

    /**
     * Makes the machine, or changes it if it has another definition; its executions under way keep
     * the one they began with.
     *
     * @throws LocalStackException if the engine does not understand the definition
     */
    static void deploy(Engine engine, StateMachine declared, Place place) {
        String role =
                "arn:%s:iam::%s:role/%s"
                        .formatted(place.partition(), place.account(), declared.name());
        try {
            engine.createStateMachine(declared.name(), declared.definition(), role);
        } catch (RequestException e) {
            if (e.reason() != Reason.STATE_MACHINE_ALREADY_EXISTS) {
                throw e;
            }
            engine.updateStateMachine(declared.arn(), declared.definition(), role);
        } catch (DefinitionException e) {
            throw new LocalStackException(
                    "State machine %s: %s"
                            .formatted(
                                    declared.name(),
                                    String.valueOf(e.getMessage()).replaceAll("\\R+", "; ")),
                    e);
        }
    }

    private static LambdaResult ask(FunctionHost functions, String function, byte[] payload) {
        String json = new String(payload, StandardCharsets.UTF_8);
        return switch (functions.invoke(function, json)) {
            case Success(String answer) ->
                    new LambdaResult.Success(answer.getBytes(StandardCharsets.UTF_8));
            case FunctionError(String report) ->
                    new LambdaResult.FunctionError(report.getBytes(StandardCharsets.UTF_8));
            case Unknown(String message) ->
                    new LambdaResult.ServiceError("Lambda.Unknown", message);
            case Refused(Refusal refusal, String message) ->
                    new LambdaResult.ServiceError("Lambda." + refusal.wire(), message);
        };
    }
}
