package dev.nightshift.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
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
    void scaledTimeIsInNoHurryWhileThereIsWork() throws InterruptedException {
        try (var time = new ScaledTimeline(1_000_000)) {
            var woken = new CountDownLatch(1);
            Timeline.Work work = time.beginWork();
            Instant due = time.instant().plus(Duration.ofDays(1));
            time.wakeAt(due, woken::countDown);

            assertThat(woken.await(300, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(time.instant()).isBefore(due);

            work.close();
            assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(time.instant()).isAfterOrEqualTo(due);
        }
    }

    @Test
    void wakeUpsThatWerePutOffByWorkComeInOrder() throws InterruptedException {
        try (var time = new ScaledTimeline(100_000)) {
            List<String> ran = Collections.synchronizedList(new ArrayList<>());
            var last = new CountDownLatch(1);
            Instant start = time.instant();
            time.wakeAt(start.plus(Duration.ofHours(3)), last::countDown);
            time.wakeAt(start.plus(Duration.ofHours(2)), () -> ran.add("second"));
            time.wakeAt(start.plus(Duration.ofHours(1)), () -> ran.add("first"));
            time.beginWork().close();

            assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(ran).containsExactly("first", "second");
        }
    }

    @Test
    void itStartsNoEarlierThanItMust() {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        try (var ahead = new ScaledTimeline(1, tomorrow);
                var present = new ScaledTimeline(1, yesterday)) {
            assertThat(ahead.instant()).isBetween(tomorrow, tomorrow.plus(Duration.ofMinutes(1)));
            assertThat(ahead.isComputers()).isFalse();
            assertThat(present.instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
            assertThat(present.isComputers()).isTrue();
        }
    }

    @Test
    void scaleMustBeGreaterThanZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScaledTimeline(0))
                .withMessageContaining("0.0");
    }
}
