package dev.nightshift.local.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.local.function.InvocationResult.FunctionError;
import dev.nightshift.local.function.InvocationResult.Refused;
import dev.nightshift.local.function.InvocationResult.Success;
import dev.nightshift.local.function.InvocationResult.Unknown;
import dev.nightshift.local.template.LambdaFunction;
import dev.nightshift.time.ScaledTimeline;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that another program hosts. */
@Timeout(60)
class ExternalFunctionTest {
    private ForeignProgram program;

    @BeforeEach
    void begin() throws IOException {
        program = new ForeignProgram();
    }

    @AfterEach
    void end() {
        program.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Echo",
                "nightshift-Echo",
                "nightshift-Echo:live",
                "000000000000:function:nightshift-Echo",
                "arn:aws:lambda:us-east-1:000000000000:function:nightshift-Echo:$LATEST",
                "arn:aws:lambda:eu-west-1:123456789012:function:Echo:7"
            })
    void itStandsInForTheTemplatesByEveryName(String reference) {
        try (FunctionHost host = bound("Echo", program.at("/echo"))) {
            assertThat(host.invoke(reference, "{\"a\": \"é\"}"))
                    .isEqualTo(new Success("{\"a\": \"é\"}"));
        }
        assertThat(program.asked())
                .containsExactly(
                        new ForeignProgram.Asked("POST", "application/json", "{\"a\": \"é\"}"));
    }

    @Test
    void itStandsBesideTheTemplatesUnderANameOfItsOwn() {
        try (FunctionHost host = bound("theirs", program.at("/echo"), Duration.ofSeconds(30))) {
            assertThat(host.invoke("theirs", "")).isEqualTo(new Success("null"));
            assertThat(host.invoke("Echo", "{}")).isInstanceOf(Success.class);
        }
        assertThat(program.asked()).hasSize(1);
    }

    /** What Lambda would say in its place: a result, an error's type, or the name of a refusal. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /empty            | null
                    /marked           | their.Error
                    /emulated-error   | Error
                    /emulated-timeout | Sandbox.Timedout
                    /like-an-error    | {"errorType": "Error", "errorMessage": "m", "id": 1}
                    /large            | Function.ResponseSizeTooLarge
                    /rubbish          | Unknown
                    /two              | Unknown
                    /marked-rubbish   | Unknown
                    /cut              | Unknown
                    /elsewhere        | Unknown
                    /status/403       | Unknown
                    /status/400       | InvalidRequestContentException
                    /status/404       | ResourceNotFoundException
                    /status/413       | RequestTooLargeException
                    /status/429       | TooManyRequestsException
                    /named            | TooManyRequestsException
                    /status/500       | ServiceException
                    /status/504       | ServiceException
                    /hang             | Sandbox.Timedout
                    /dribble          | Sandbox.Timedout
                    """)
    void whatItAnswersIsTakenAsLambdaWould(String path, String meaning) {
        Duration timeout = Duration.ofSeconds(meaning.equals("Sandbox.Timedout") ? 1 : 30);
        try (FunctionHost host = bound("Echo", program.at(path), timeout)) {
            assertThat(said(host.invoke("Echo", "{}"))).isEqualTo(meaning);
        }
        assertThat(program.asked()).as("asked once, and nobody else").hasSize(1);
    }

    @Test
    void aProgramThatIsNotThereIsAFailureOfTheService() {
        URI gone = program.at("/echo");
        program.close();
        try (FunctionHost host = bound("Echo", gone)) {
            assertThat(said(host.invoke("Echo", "{}"))).isEqualTo("ServiceException");
        }
    }

    @Test
    void whatLambdaWouldNotTakeIsNotPosted() {
        try (FunctionHost host = bound("Echo", program.at("/echo"))) {
            assertThat(said(host.invoke("Echo", "{} {}")))
                    .isEqualTo("InvalidRequestContentException");
            assertThat(said(host.invoke("Echo", "\"" + "x".repeat(6_291_455) + "\"")))
                    .isEqualTo("RequestTooLargeException");
        }
        assertThat(program.asked()).isEmpty();
    }

    @Test
    void aRequestOfSixMegabytesIsTaken() {
        String largest = "\"" + "x".repeat(6_291_454) + "\"";
        try (FunctionHost host = bound("theirs", program.at("/echo"))) {
            assertThat(host.invoke("theirs", largest)).isEqualTo(new Success(largest));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "theirs,file:///etc/passwd",
        "theirs,ftp://localhost/",
        "theirs,localhost:9000",
        "theirs,http:///path",
        "theirs,http://user:word@localhost/",
        "theirs,http://localhost/#part",
        "theirs,http://local host/",
        "their s,http://localhost/",
        "'',http://localhost/"
    })
    void whatNamesNoProgramIsRefused(String name, String address) {
        assertThatThrownBy(() -> Binding.parse(name, address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + (name.startsWith("theirs") ? address : name) + "'");
    }

    private static FunctionHost bound(String name, URI address) {
        return bound(name, address, Duration.ofSeconds(30));
    }

    /** A host whose own function Echo has this timeout. */
    private static FunctionHost bound(String name, URI address, Duration timeout) {
        LambdaFunction echo =
                new LambdaFunction(
                        "Echo",
                        "nightshift-Echo",
                        "arn:aws:lambda:us-east-1:000000000000:function:nightshift-Echo",
                        "",
                        Echo.class.getName(),
                        timeout,
                        128,
                        Map.of());
        FunctionHost host =
                new FunctionHost(
                        List.of(echo),
                        List.of(new Binding(name, address)),
                        Map.of(),
                        ScaledTimeline.real());
        host.open();
        return host;
    }

    private static String said(InvocationResult result) {
        return switch (result) {
            case Success(String json) -> json;
            case FunctionError(String json) ->
                    Objects.requireNonNull(Payload.parse(json).orElseThrow().get("errorType"))
                            .asText();
            case Unknown _ -> "Unknown";
            case Refused refused -> refused.refusal().wire();
        };
    }
}
