package dev.nightshift.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectCallsTest {
    @Test
    void invocationThatEndedLeavesNothingUncertain() {
        DirectCalls first = DirectCalls.NONE.begin(1000, 0, 256);
        assertThat(first).isEqualTo(new DirectCalls(1, 0, 256, 0));

        DirectCalls second = first.saved(100, 0).end(0).begin(1000, 100, 256);

        assertThat(second).isEqualTo(new DirectCalls(2, 100, 256, 0));
    }

    @Test
    void invocationThatDiedLeavesAsManyUncertainAsItMayHaveHadUnderWay() {
        DirectCalls dead = DirectCalls.NONE.begin(1000, 0, 256).saved(100, 0);

        assertThat(dead.begin(1000, 100, 256)).isEqualTo(new DirectCalls(2, 100, 256, 256));
    }

    @Test
    void noMoreAreUncertainThanHadNoAnswer() {
        DirectCalls dead = DirectCalls.NONE.begin(1000, 0, 256).saved(990, 0);

        DirectCalls next = dead.begin(1000, 995, 256);

        assertThat(next).isEqualTo(new DirectCalls(2, 995, 5, 10));
    }

    @Test
    void uncertainOnesAddUp() {
        DirectCalls calls = DirectCalls.NONE.begin(1000, 0, 256).saved(10, 2).saved(10, 1).end(4);

        assertThat(calls).isEqualTo(new DirectCalls(1, 20, 0, 7));
        assertThat(calls.begin(1000, 20, 256).uncertain()).isEqualTo(7);
    }

    @Test
    void callsOfAnInvocationThatDiedAreLostBesideTheUncertainOnes() {
        DirectCalls working = new DirectCalls(2, 40, 16, 3);

        assertThat(working.lost()).isEqualTo(19);
        assertThat(working.end(2).lost()).isEqualTo(5);
    }
}
