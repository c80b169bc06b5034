package dev.nightshift.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.local.function.InvocationResult.FunctionError;
import dev.nightshift.local.function.InvocationResult.Refusal;
import dev.nightshift.local.function.InvocationResult.Refused;
import dev.nightshift.local.function.InvocationResult.Success;
import dev.nightshift.local.function.InvocationResult.Unknown;
import dev.nightshift.local.template.LambdaFunction;
import dev.nightshift.time.ManualTimeline;
import dev.nightshift.time.ScaledTimeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FunctionHostTest {
    private static final String ARN =
            "arn:aws:lambda:us-east-1:000000000000:function:nightshift-Echo";

    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    private final FunctionHost host =
            new FunctionHost(
                    List.of(function("Echo", Echo.class.getName(), Duration.ofSeconds(60))),
                    List.of(),
                    Map.of("nightshift.openai.api-key", "local", "nightshift.place", "stack"),
                    new ManualTimeline(NOON));

    @BeforeEach
    void open() {
        host.open();
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aFunctionIsFoundByEveryNameItHas() {
        for (String name :
                List.of(
                        "Echo",
                        "nightshift-Echo",
                        "000000000000:function:nightshift-Echo",
                        ARN,
                        ARN + ":$LATEST",
                        ARN + ":published")) {
            assertThat(host.invoke(name, "{}")).as(name).isInstanceOf(Success.class);
        }
        for (String other : List.of(ARN + ":live", ARN.replace("us-east", "eu-west"), "cho")) {
            assertThat(refusal(other, "{}")).as(other).isEqualTo(Refusal.NO_SUCH_FUNCTION);
        }
    }

    @Test
    void itIsMadeOnceAndOnlyWhenItIsAskedFor() {
        int before = Echo.MADE.get();
        assertThat(Echo.MADE).hasValue(before);

        host.invoke("Echo", "{}");
        host.invoke("Echo", "{}");

        assertThat(Echo.MADE).hasValue(before + 1);
    }

    @Test
    void itSeesItsInvocation() throws IOException {
        JsonNode answer = json(host.invoke("Echo", "{\"a\": [1]}"));

        assertThat(answer.get("echo").toString()).isEqualTo("{\"a\":[1]}");
        assertThat(answer.get("function").asText()).isEqualTo("nightshift-Echo");
        assertThat(answer.get("arn").asText()).isEqualTo(ARN);
        assertThat(answer.get("memory").asInt()).isEqualTo(256);
        assertThat(answer.get("remaining").asInt()).isBetween(1, 60_000);
    }

    @Test
    void itSeesItsEnvironmentThenTheStacksPropertiesAndNothingElse() throws IOException {
        assertThat(property("nightshift.bucket")).isEqualTo("a-bucket");
        assertThat(property("nightshift.openai.api-key")).isEqualTo("local");
        assertThat(property("nightshift.place")).isEqualTo("stack");
        assertThat(property("path")).isEqualTo("null");
    }

    @Test
    void itSeesTheVariablesThatLambdaSets() throws IOException {
        assertThat(property("aws.lambda.function.name")).isEqualTo("nightshift-Echo");
        assertThat(property("aws.lambda.function.memory.size")).isEqualTo("256");
        assertThat(property("aws.lambda.function.version")).isEqualTo("$LATEST");
    }

    @Test
    void itLivesByTheClockOfItsHost() throws IOException {
        JsonNode answer = json(host.invoke("Echo", "{\"now\": true}"));

        assertThat(answer.get("now").asText()).isEqualTo(NOON.toString());
        assertThat(answer.get("remaining").asInt()).isBetween(1, 60_000);
    }

    @Test
    void itLeavesTheClockRunningWhenItIsClosed() throws InterruptedException {
        try (ScaledTimeline stack = ScaledTimeline.real()) {
            LambdaFunction echo = function("Echo", Echo.class.getName(), Duration.ofSeconds(60));
            try (FunctionHost passing =
                    new FunctionHost(List.of(echo), List.of(), Map.of(), stack)) {
                passing.open();
                assertThat(passing.invoke("Echo", "{}")).isInstanceOf(Success.class);
            }

            CountDownLatch woken = new CountDownLatch(1);
            stack.wakeAt(stack.instant(), woken::countDown);
            assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatItThrowsIsReportedAsLambdaDoes() throws IOException {
        InvocationResult result = host.invoke("Echo", "{\"fail\": \"on purpose\"}");

        assertThat(result).isInstanceOf(FunctionError.class);
        JsonNode error = json(result);
        assertThat(error.get("errorType").asText()).isEqualTo(EchoException.class.getName());
        assertThat(error.get("errorMessage").asText()).isEqualTo("on purpose");
        assertThat(error.get("stackTrace").isArray()).isTrue();
        assertThat(error.get("cause").get("errorType").asText())
                .isEqualTo(IllegalStateException.class.getName());
    }

    @Test
    void aHandlerThatIsMissingIsTheFunctionsError() throws IOException {
        try (FunctionHost broken =
                new FunctionHost(
                        List.of(function("Lost", "dev.example.Lost", Duration.ofSeconds(3))),
                        List.of(),
                        Map.of(),
                        new ManualTimeline(NOON))) {
            broken.open();
            JsonNode error = json(broken.invoke("Lost", "{}"));

            assertThat(error.get("errorType").asText())
                    .isEqualTo(ClassNotFoundException.class.getName());
        }
    }

    @Test
    void aFunctionThatTakesTooLongIsGivenUp() throws IOException {
        try (FunctionHost hasty =
                new FunctionHost(
                        List.of(function("Echo", Echo.class.getName(), Duration.ofSeconds(1))),
                        List.of(),
                        Map.of(),
                        new ManualTimeline(NOON))) {
            hasty.open();
            JsonNode error = json(hasty.invoke("Echo", "{\"hang\": true}"));

            assertThat(error.get("errorType").asText()).isEqualTo("Sandbox.Timedout");
            assertThat(error.get("errorMessage").asText())
                    .endsWith("Task timed out after 1.00 seconds");
        }
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        assertThat(refusal("Nobody", "{}")).isEqualTo(Refusal.NO_SUCH_FUNCTION);
        assertThat(refusal("no name", "{}")).isEqualTo(Refusal.NO_NAME);
        assertThat(refusal("Echo", "{not json")).isEqualTo(Refusal.NOT_JSON);
        assertThat(refusal("Echo", "\"" + "x".repeat(FunctionHost.LARGEST_PAYLOAD) + "\""))
                .isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void anAnswerThatIsTooLargeIsAnError() throws IOException {
        String request = "\"" + "x".repeat(FunctionHost.LARGEST_PAYLOAD - 2) + "\"";

        assertThat(json(host.invoke("Echo", request)).get("errorType").asText())
                .isEqualTo("Function.ResponseSizeTooLarge");
    }

    @Test
    void closingGivesUpWhatRunsAndRefusesWhatComes() {
        CompletableFuture<InvocationResult> hanging =
                CompletableFuture.supplyAsync(() -> host.invoke("Echo", "{\"hang\": true}"));

        host.drain(Duration.ofMillis(1));
        host.close();

        assertThat(hanging.join()).isInstanceOf(Refused.class);
        assertThat(refusal("Echo", "{}")).isEqualTo(Refusal.CLOSED);
    }

    private String property(String name) throws IOException {
        return json(host.invoke("Echo", "{\"property\": \"%s\"}".formatted(name)))
                .get("value")
                .asText();
    }

    private Refusal refusal(String function, String json) {
        return ((Refused) host.invoke(function, json)).refusal();
    }

    private static JsonNode json(InvocationResult result) throws IOException {
        return switch (result) {
            case Success(String json) -> new ObjectMapper().readTree(json);
            case FunctionError(String json) -> new ObjectMapper().readTree(json);
            case Unknown unknown -> throw new AssertionError(unknown);
            case Refused refused -> throw new AssertionError(refused);
        };
    }

    private static LambdaFunction function(String id, String handler, Duration timeout) {
        return new LambdaFunction(
                id,
                "nightshift-" + id,
                "arn:aws:lambda:us-east-1:000000000000:function:nightshift-" + id,
                "published",
                handler,
                timeout,
                256,
                Map.of("NIGHTSHIFT_BUCKET", "a-bucket", "NIGHTSHIFT_PLACE", "environment"));
    }
}
