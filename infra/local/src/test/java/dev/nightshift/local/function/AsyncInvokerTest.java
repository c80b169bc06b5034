package dev.nightshift.local.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nightshift.local.function.ForeignProgram.Asked;
import dev.nightshift.local.function.InvocationResult.Refusal;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events on their way to functions, in a time that is moved. */
@Timeout(180)
class AsyncInvokerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String EVENT = "{\"n\":1}";

    @TempDir Path folder;

    private final ManualTimeline timeline =
            new ManualTimeline(Instant.parse("2026-03-12T19:00:00Z"));
    private ForeignProgram program;

    @BeforeEach
    void begin() throws IOException {
        program = new ForeignProgram();
    }

    @AfterEach
    void end() {
        program.close();
    }

    @Test
    void whatWasTakenBeforeTheEndIsHandedOverAtTheNextStart() throws Exception {
        try (FunctionHost host = host("/echo")) {
            AsyncInvoker invoker = AsyncInvoker.open(folder, host, timeline);
            assertThat(invoker.take("theirs", EVENT)).isEmpty();
        }
        assertThat(program.asked()).as("the functions were never open").isEmpty();
        timeline.advance(Duration.ofDays(2));

        try (FunctionHost host = opened("/echo")) {
            AsyncInvoker.open(folder, host, timeline);

            assertThat(next().body()).isEqualTo(EVENT);
            awaitNothingLeft();
        }
    }

    @Test
    void whatAStopCutsOffIsHandedOverOnceMore() throws Exception {
        try (FunctionHost host = opened("/hang")) {
            AsyncInvoker.open(folder, host, timeline).invoke("theirs", EVENT);
            next();
        }
        assertThat(folder).isNotEmptyDirectory();

        try (FunctionHost host = opened("/echo")) {
            AsyncInvoker.open(folder, host, timeline);

            assertThat(next().body()).isEqualTo(EVENT);
            awaitNothingLeft();
        }
    }

    @Test
    void aFailureIsTriedTwiceMoreAcrossStarts() throws Exception {
        try (FunctionHost host = opened("/marked")) {
            AsyncInvoker.open(folder, host, timeline).invoke("theirs", EVENT);
            next();
            assertThat(wait(timeline)).isEqualTo(Duration.ofMinutes(1));
        }

        ManualTimeline later = new ManualTimeline(timeline.instant());
        try (FunctionHost host = opened("/marked")) {
            AsyncInvoker.open(folder, host, later);
            assertThat(wait(later)).isEqualTo(Duration.ofMinutes(1));
            assertThat(program.asked()).isEmpty();
            later.advance(Duration.ofMinutes(1));
            next();
            assertThat(wait(later)).isEqualTo(Duration.ofMinutes(2));
            later.advance(Duration.ofMinutes(2));
            next();

            awaitNothingLeft();
            assertThat(later.nextDue()).isNull();
        }
    }

    @Test
    void aFunctionThatIsBusyIsAskedEverMoreSlowlyForSixHours() throws Exception {
        List<Duration> waits = new ArrayList<>();
        Instant taken = timeline.instant();
        try (FunctionHost host = opened("/status/429")) {
            AsyncInvoker.open(folder, host, timeline).invoke("theirs", EVENT);
            next();
            while (isToBeTriedAgain()) {
                waits.add(wait(timeline));
                timeline.advance(waits.getLast());
                next();
            }
        }

        assertThat(waits.stream().map(Duration::toSeconds).limit(11))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
        assertThat(Duration.between(taken, timeline.instant()))
                .isBetween(Duration.ofMinutes(355), Duration.ofHours(6));
    }

    @Test
    void aFunctionThatIsGoneAtTheNextStartLosesItsEvents() throws Exception {
        try (FunctionHost host = host("/echo")) {
            AsyncInvoker.open(folder, host, timeline).invoke("theirs", EVENT);
        }
        try (FunctionHost host = new FunctionHost(List.of(), List.of(), Map.of(), timeline)) {
            host.open();
            AsyncInvoker.open(folder, host, timeline);

            awaitNothingLeft();
        }
    }

    @Test
    void aFileThatHoldsNoEventHoldsNoOtherUp() throws Exception {
        Path rubbish = Files.writeString(folder.resolve("0.json"), "{\"id\": ");
        Path unfinished = Files.writeString(folder.resolve("1.new"), "{\"id\": ");
        try (FunctionHost host = host("/echo")) {
            AsyncInvoker.open(folder, host, timeline).invoke("theirs", EVENT);
        }
        try (FunctionHost host = opened("/echo")) {
            AsyncInvoker.open(folder, host, timeline);

            assertThat(next().body()).isEqualTo(EVENT);
        }
        assertThat(rubbish).exists();
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void whatLambdaWouldNotTakeIsNotKept() throws Exception {
        try (FunctionHost host = host("/echo")) {
            AsyncInvoker invoker = AsyncInvoker.open(folder, host, timeline);

            assertThat(refusal(invoker, "theirs", "\"" + "x".repeat(1_048_575) + "\""))
                    .isEqualTo(Refusal.TOO_LARGE);
            assertThat(refusal(invoker, "theirs", "{no json")).isEqualTo(Refusal.NOT_JSON);
            assertThat(refusal(invoker, "nobody", "{}")).isEqualTo(Refusal.NO_SUCH_FUNCTION);
            assertThat(refusal(invoker, "no name", "{}")).isEqualTo(Refusal.NO_NAME);
            assertThat(folder).isEmptyDirectory();
            assertThat(invoker.take("theirs", "\"" + "x".repeat(1_048_574) + "\"")).isEmpty();
        }
        assertThat(folder).isNotEmptyDirectory();
    }

    private static Refusal refusal(AsyncInvoker invoker, String function, String event) {
        return invoker.take(function, event).orElseThrow().refusal();
    }

    /** How long the event waits from now, once the last try is over. */
    private static Duration wait(ManualTimeline time) {
        Instant due = await().atMost(LONG).until(time::nextDue, Objects::nonNull);
        return Duration.between(time.instant(), due);
    }

    private boolean isToBeTriedAgain() {
        await().atMost(LONG)
                .until(() -> timeline.nextDue() != null || folder.toFile().list().length == 0);
        return timeline.nextDue() != null;
    }

    private void awaitNothingLeft() {
        await().atMost(LONG).untilAsserted(() -> assertThat(folder).isEmptyDirectory());
    }

    private Asked next() throws InterruptedException {
        return Objects.requireNonNull(
                program.asked().poll(LONG.toSeconds(), TimeUnit.SECONDS), "nobody asked");
    }

    /** A host of one function, theirs, that answers in this manner. */
    private FunctionHost host(String path) {
        return new FunctionHost(
                List.of(), List.of(new Binding("theirs", program.at(path))), Map.of(), timeline);
    }

    private FunctionHost opened(String path) {
        FunctionHost host = host(path);
        host.open();
        return host;
    }
}
