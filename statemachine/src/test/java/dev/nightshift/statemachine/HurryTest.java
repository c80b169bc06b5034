package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.statemachine.execution.Execution;
import dev.nightshift.statemachine.lambda.LambdaResult;
import dev.nightshift.time.ScaledTimeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine in a time of which eleven days pass in a second. */
class HurryTest {
    private static final String ASK_AND_REST =
            """
            {"QueryLanguage":"JSONata","StartAt":"Ask","States":{
              "Ask":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","TimeoutSeconds":30,
                "Arguments":{"FunctionName":"ask"},"Output":"{% $states.result.Payload %}","Next":"More?"},
              "More?":{"Type":"Choice","Default":"Rest",
                "Choices":[{"Condition":"{% $states.input = 20 %}","Next":"End"}]},
              "Rest":{"Type":"Wait","Seconds":86400,"Next":"Ask"},
              "End":{"Type":"Succeed"}}}
            """;

    @TempDir private Path directory;

    @Test
    void noTaskTimesOutBeforeItsFunctionCanBegin() {
        var calls = new AtomicInteger();
        try (ScaledTimeline time = new ScaledTimeline(1_000_000);
                Engine engine =
                        Engine.open(
                                directory.resolve("engine.mv"),
                                time,
                                (function, payload) -> answer(calls.incrementAndGet()))) {
            String machine = engine.createStateMachine("asks", ASK_AND_REST, Lab.ROLE).arn();
            String arn = engine.startExecution(machine, null, "{}").arn();
            Awaitility.await().until(() -> !engine.describeExecution(arn).running());

            Execution ended = engine.describeExecution(arn);
            assertThat(ended.error()).isNull();
            assertThat(calls).hasValue(20);
            Instant stopped = Objects.requireNonNull(ended.stoppedAt());
            assertThat(Duration.between(ended.startedAt(), stopped))
                    .isGreaterThan(Duration.ofDays(19));
        }
    }

    private static LambdaResult answer(int call) {
        return new LambdaResult.Success(Integer.toString(call).getBytes(StandardCharsets.UTF_8));
    }
}
