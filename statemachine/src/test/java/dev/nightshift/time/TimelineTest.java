package dev.nightshift.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-21T00:00:00Z");

    @Test
    void manualTimeRunsWhatFallsDueInOrderAndAtItsOwnInstant() {
        var time = new ManualTimeline(MIDNIGHT);
        List<Instant> seen = new ArrayList<>();
        time.wakeAt(MIDNIGHT.plusSeconds(7200), () -> seen.add(time.instant()));
        time.wakeAt(
                MIDNIGHT.plusSeconds(60),
                () -> time.wakeAt(MIDNIGHT.plusSeconds(90), () -> seen.add(time.instant())));

        time.advance(Duration.ofHours(1));

        assertThat(seen).containsExactly(MIDNIGHT.plusSeconds(90));
        assertThat(time.instant()).isEqualTo(MIDNIGHT.plusSeconds(3600));
        assertThat(time.nextDue()).isEqualTo(MIDNIGHT.plusSeconds(7200));
    }

    @Test
    void droppedWakeUpNeverRuns() {
        var time = new ManualTimeline(MIDNIGHT);
        List<String> ran = new ArrayList<>();
        time.wakeAt(MIDNIGHT.plusSeconds(1), () -> ran.add("dropped")).cancel();

        time.advance(Duration.ofDays(1));

        assertThat(ran).isEmpty();
        assertThat(time.nextDue()).isNull();
    }

    @Test
    void scaledTimeWakesAfterADayThatTakesMilliseconds() throws InterruptedException {
        try (var time = new ScaledTimeline(10_000_000)) {
            var woken = new CountDownLatch(1);
            Instant due = time.instant().plus(Duration.ofDays(1));
            time.wakeAt(due, woken::countDown);

            assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(time.instant()).isAfterOrEqualTo(due);
        }
    }

    @Test
    void scaleMustBeGreaterThanZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScaledTimeline(0))
                .withMessageContaining("0.0");
    }
}
