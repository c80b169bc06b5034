package dev.nightshift.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightshift.time.ScaledTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FolderTimeTest {
    private static final double DAY_A_SECOND = 86_400;

    @TempDir private Path folder;

    @Test
    void aFolderThatWasHurriedGoesOnWhereItWas() throws Exception {
        Instant started = Instant.now();
        Instant end = hurryBy(Duration.ofDays(2));

        try (FolderTime next = FolderTime.open(folder, 1)) {
            assertThat(next.timeline().instant())
                    .isAfter(started.plus(Duration.ofDays(2)))
                    .isBetween(end, end.plus(Duration.ofDays(2)));
        }
        try (FolderTime third = FolderTime.open(folder, 0.5)) {
            assertThat(third.timeline().instant()).isAfterOrEqualTo(end);
        }
    }

    @Test
    void aProcessThatIsKilledLeavesAnInstantThatItNeverReached() throws Exception {
        try (FolderTime killed = FolderTime.open(folder, DAY_A_SECOND)) {
            await(killed.timeline(), Duration.ofDays(1));
            for (int looks = 0; looks < 1000; looks++) {
                Instant before = killed.timeline().instant();
                assertThat(noted()).isAfter(before);
            }
        }
    }

    @Test
    void theComputersTimeNeedsNoNote() throws IOException {
        try (FolderTime time = FolderTime.open(folder, 1)) {
            assertThat(time.timeline().instant())
                    .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        }
        Files.writeString(folder.resolve("time"), "2020-01-01T00:00:00Z");
        try (FolderTime time = FolderTime.open(folder, 1)) {
            assertThat(time.timeline().isComputers()).isTrue();
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aNoteThatIsNoInstantIsTold() throws IOException {
        Files.writeString(folder.resolve("time"), "yesterday");

        assertThatThrownBy(() -> FolderTime.open(folder, 1))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("time holds no instant");
    }

    private Instant hurryBy(Duration length) throws Exception {
        FolderTime time = FolderTime.open(folder, DAY_A_SECOND);
        try (time) {
            await(time.timeline(), length);
            return time.timeline().instant();
        }
    }

    private static void await(ScaledTimeline time, Duration length) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        time.wakeAt(time.instant().plus(length), over::countDown);
        over.await();
    }

    private Instant noted() throws IOException {
        return Instant.parse(Files.readString(folder.resolve("time")));
    }
}
