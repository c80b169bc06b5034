package dev.nightshift.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.local.function.Binding;
import dev.nightshift.local.function.ForeignProgram;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lambda's Invoke on the wire. */
@Timeout(180)
class InvokeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ManualTimeline TIMELINE =
            new ManualTimeline(Instant.parse("2026-03-12T19:00:00Z"));

    @TempDir static Path folder;

    private static ForeignProgram program;
    private static ForeignProgram failing;
    private static LocalStack stack;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        program = new ForeignProgram();
        failing = new ForeignProgram();
        stack =
                LocalStack.start(
                        StackSettings.of(LocalStackTest.TEMPLATE)
                                .in(folder)
                                .by(TIMELINE)
                                .with(
                                        List.of(
                                                new Binding("theirs", program.at("/echo")),
                                                new Binding("wordy", program.at("/large")),
                                                new Binding("failing", failing.at("/marked")),
                                                new Binding("broken", program.at("/rubbish")))));
    }

    @AfterAll
    static void stop() {
        stack.close();
        program.close();
        failing.close();
    }

    @BeforeEach
    void forget() {
        failing.asked().clear();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    theirs                        | RequestResponse | {}       | 200 |
                    theirs?Qualifier=$LATEST      | RequestResponse | {}       | 200 |
                    EchoFunction?Qualifier=live   | RequestResponse | {}       | 404 | ResourceNotFoundException
                    nobody                        | RequestResponse | {}       | 404 | ResourceNotFoundException
                    no%20name                     | RequestResponse | {}       | 400 | ValidationException
                    theirs                        | RequestResponse | {no json | 400 | InvalidRequestContentException
                    theirs                        | Sometimes       | {}       | 400 | InvalidParameterValueException
                    theirs                        | Event           | {}       | 202 |
                    nobody                        | Event           | {}       | 404 | ResourceNotFoundException
                    theirs                        | Event           | {no json | 400 | InvalidRequestContentException
                    theirs                        | DryRun          | {}       | 204 |
                    nobody                        | DryRun          | {}       | 404 | ResourceNotFoundException
                    """)
    void whatIsTakenAndWhatIsNot(
            String function, String type, String body, int status, String error) throws Exception {
        HttpResponse<String> answer = invoke(function, type, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Amzn-ErrorType").orElse(null)).isEqualTo(error);
        if (error != null) {
            assertThat(JSON.readTree(answer.body()).path("Message").asText()).isNotEmpty();
        }
    }

    @Test
    void aDryRunRunsNothing() throws Exception {
        invoke("theirs", "DryRun", "{\"dry\":1}");
        invoke("theirs", "RequestResponse", "{\"wet\":1}");

        assertThat(program.asked())
                .extracting(ForeignProgram.Asked::body)
                .contains("{\"wet\":1}")
                .doesNotContain("{\"dry\":1}");
    }

    @Test
    void aRequestMayHaveSixMegabytesAndAnEventOne() throws Exception {
        assertThat(invoke("theirs", "RequestResponse", text(6_291_456)).statusCode())
                .isEqualTo(200);
        assertThat(invoke("theirs", "RequestResponse", text(6_291_457)).statusCode())
                .isEqualTo(413);
        assertThat(invoke("theirs", "Event", text(1_048_576)).statusCode()).isEqualTo(202);
        assertThat(invoke("theirs", "Event", text(1_048_577)).statusCode()).isEqualTo(413);
    }

    @Test
    void anAnswerOfMoreThanSixMegabytesIsTheFunctionsError() throws Exception {
        assertThat(functionError("wordy").path("errorType").asText())
                .isEqualTo("Function.ResponseSizeTooLarge");
    }

    @Test
    void whatNobodyKnowsIsAnErrorWithoutAType() throws Exception {
        JsonNode error = functionError("broken");

        assertThat(error.has("errorType")).isFalse();
        assertThat(error.path("errorMessage").asText()).contains("no JSON");
    }

    @Test
    void aFunctionsErrorIsPassedOnAsItIs() throws Exception {
        assertThat(functionError("failing").toString())
                .isEqualTo("{\"errorType\":\"their.Error\",\"more\":1}");
    }

    @Test
    void anEventOnWhichTheFunctionFailsIsTriedTwiceMore() throws Exception {
        assertThat(invoke("failing", "Event", "{\"n\":1}").statusCode()).isEqualTo(202);
        asked();
        for (int minutes : new int[] {1, 2}) {
            Instant due = TIMELINE.instant().plus(Duration.ofMinutes(minutes));
            await().atMost(Duration.ofSeconds(20)).until(() -> due.equals(TIMELINE.nextDue()));
            assertThat(failing.asked()).isEmpty();
            TIMELINE.advance(Duration.ofMinutes(minutes));
            assertThat(asked()).isEqualTo("{\"n\":1}");
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(folder.resolve("data/events")).isEmptyDirectory());
        assertThat(TIMELINE.nextDue()).isNull();
    }

    private static String asked() throws InterruptedException {
        return Objects.requireNonNull(failing.asked().poll(20, TimeUnit.SECONDS), "not asked")
                .body();
    }

    private JsonNode functionError(String function) throws Exception {
        HttpResponse<String> answer = invoke(function, "RequestResponse", "{}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
        assertThat(answer.headers().firstValue("X-Amz-Executed-Version")).contains("$LATEST");
        return JSON.readTree(answer.body());
    }

    /** JSON of so many bytes. */
    private static String text(int bytes) {
        return "\"" + "x".repeat(bytes - 2) + "\"";
    }

    private HttpResponse<String> invoke(String function, String type, String body)
            throws IOException, InterruptedException {
        String[] parts = function.split("\\?", 2);
        String path = "/2015-03-31/functions/%s/invocations".formatted(parts[0]);
        return http.send(
                HttpRequest.newBuilder(
                                stack.description()
                                        .cloud()
                                        .resolve(parts.length == 1 ? path : path + "?" + parts[1]))
                        .header("X-Amz-Invocation-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
