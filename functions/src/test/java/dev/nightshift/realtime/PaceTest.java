package dev.nightshift.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.openai.RateLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final RateLimits UNTOLD = new RateLimits(null, null, null, null, null, null);
    private static final long ROOM = 64 << 20;

    private final Deque<Long> underWay = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-11-21T00:00:00Z");

    @Test
    void beginsWithAFewAndDoublesWhileOneCallLasts() {
        Pace pace = new Pace(100, ROOM);

        assertThat(round(pace)).isEqualTo(16);
        assertThat(round(pace)).isEqualTo(32);
        assertThat(round(pace)).isEqualTo(64);
        assertThat(round(pace)).as("never more than it may").isEqualTo(100);
        assertThat(round(pace)).isEqualTo(100);
    }

    @Test
    void doesNotGrowWhileItIsNotUsed() {
        Pace pace = new Pace(100, ROOM);

        for (int i = 0; i < 50; i++) {
            pace.answered(pace.begin(), UNTOLD, 0, 1, now);
        }

        assertThat(pace.allowed()).isEqualTo(16);
    }

    @Test
    void isHalvedOnceByAllTheRefusalsOfOneRoundAndHeldBackForASecond() {
        Pace pace = new Pace(100, ROOM);
        round(pace);

        refuseRound(pace, null);

        assertThat(pace.allowed()).isEqualTo(16);
        assertThat(pace.underWay()).isZero();
        assertThat(pace.hold(now)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.hold(now.plusSeconds(1))).isZero();
    }

    @Test
    void refusalsThatFollowHoldBackTwiceAsLongEachTimeUpToAMinute() {
        Pace pace = new Pace(100, ROOM);

        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            refuseRound(pace, null);
            assertThat(pace.hold(now)).isEqualTo(Duration.ofSeconds(seconds));
            now = now.plusSeconds(seconds);
        }
        assertThat(pace.allowed()).as("one is always allowed").isEqualTo(1);

        pace.answered(pace.begin(), UNTOLD, 0, 1, now);
        refuseRound(pace, null);
        assertThat(pace.hold(now)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void growsByAnEighthARoundAfterARefusal() {
        Pace pace = new Pace(1000, ROOM);
        for (int i = 0; i < 4; i++) {
            round(pace);
        }
        refuseRound(pace, null);

        assertThat(round(pace)).isEqualTo(128);
        assertThat(pace.allowed()).isEqualTo(144);
    }

    @Test
    void waitThatOpenAiAsksForHoldsAllBack() {
        Pace pace = new Pace(100, ROOM);

        refuseRound(pace, Duration.ofMillis(70));
        assertThat(pace.hold(now)).isEqualTo(Duration.ofMillis(70));

        long late = pace.begin();
        refuseRound(pace, Duration.ofSeconds(20));
        pace.refused(late, Duration.ofSeconds(90), now);
        assertThat(pace.hold(now)).as("the longest").isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void leavesHalfOfTheCallsThatAreLeft() {
        Pace pace = new Pace(100, ROOM);

        answer(pace, limits(600L, 12L, "6s", null, null, null), 0);
        assertThat(pace.allowed()).isEqualTo(6);
        assertThat(pace.hold(now)).isZero();

        answer(pace, limits(600L, 590L, "1s", null, null, null), 0);
        assertThat(pace.allowed()).isGreaterThan(10);
    }

    @Test
    void waitsUntilOneCallIsBackWhenNoneIsLeft() {
        Pace pace = new Pace(100, ROOM);

        answer(pace, limits(120L, 0L, "60s", null, null, null), 0);

        assertThat(pace.allowed()).isEqualTo(1);
        assertThat(pace.hold(now)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void dividesTheTokensThatAreLeftByWhatACallTakes() {
        Pace pace = new Pace(100, ROOM);

        answer(pace, limits(null, null, null, 60_000L, 20_000L, "40s"), 2_000);
        assertThat(pace.allowed()).isEqualTo(5);

        answer(pace, limits(null, null, null, 60_000L, 1_000L, "59s"), 2_000);
        assertThat(pace.hold(now)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void believesTheCallThatBeganLast() {
        Pace pace = new Pace(100, ROOM);
        long first = pace.begin();
        long second = pace.begin();

        pace.answered(second, limits(600L, 8L, "6s", null, null, null), 0, 1, now);
        pace.answered(first, limits(600L, 600L, "0s", null, null, null), 0, 1, now);

        assertThat(pace.allowed()).isEqualTo(4);
    }

    @Test
    void allowsOnlyAsManyAsLargeAnswersFitIntoMemory() {
        Pace pace = new Pace(100, 10_000_000);

        pace.answered(pace.begin(), UNTOLD, 0, 1_000_000, now);
        pace.answered(pace.begin(), UNTOLD, 0, 10, now);

        assertThat(pace.allowed()).isEqualTo(10);
    }

    @Test
    void callThatBrokeChangesNothing() {
        Pace pace = new Pace(100, ROOM);

        pace.begin();
        assertThat(pace.free()).isEqualTo(15);
        pace.ended();

        assertThat(pace.free()).isEqualTo(16);
        assertThat(pace.hold(now)).isZero();
    }

    /** Makes as many calls as may be, answers them, and says how many there were. */
    private int round(Pace pace) {
        begin(pace);
        int calls = underWay.size();
        underWay.forEach(call -> pace.answered(call, UNTOLD, 0, 1, now));
        underWay.clear();
        return calls;
    }

    private void refuseRound(Pace pace, @Nullable Duration asked) {
        begin(pace);
        underWay.forEach(call -> pace.refused(call, asked, now));
        underWay.clear();
    }

    private void begin(Pace pace) {
        for (int free = pace.free(); free > 0; free--) {
            underWay.add(pace.begin());
        }
    }

    private void answer(Pace pace, RateLimits left, long tokens) {
        pace.answered(pace.begin(), left, tokens, 1, now);
    }

    private static RateLimits limits(
            @Nullable Long limitRequests,
            @Nullable Long remainingRequests,
            @Nullable String resetRequests,
            @Nullable Long limitTokens,
            @Nullable Long remainingTokens,
            @Nullable String resetTokens) {
        return new RateLimits(
                limitRequests,
                limitTokens,
                remainingRequests,
                remainingTokens,
                duration(resetRequests),
                duration(resetTokens));
    }

    private static @Nullable Duration duration(@Nullable String text) {
        return text == null ? null : Duration.parse("PT" + text);
    }
}
