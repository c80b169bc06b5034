package dev.nightshift.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenIdsTest {
    @Test
    void firstLineOfEveryIdIsKnownHoweverManyThereAre() {
        var seen = new SeenIds();
        for (int i = 1; i <= 200_000; i++) {
            assertThat(seen.firstLineOrAdd("id-" + i, i)).isZero();
        }
        for (int i = 1; i <= 200_000; i++) {
            assertThat(seen.firstLineOrAdd("id-" + i, 900_000)).isEqualTo(i);
        }
    }

    @Test
    void linesGoBeyondTheLargestInt() {
        var seen = new SeenIds();
        assertThat(seen.firstLineOrAdd("a", 3_000_000_000L)).isZero();
        assertThat(seen.firstLineOrAdd("a", 4_000_000_000L)).isEqualTo(3_000_000_000L);
    }
}
