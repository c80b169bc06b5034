package dev.nightshift.local;

import dev.nightshift.time.ScaledTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of a folder, which never goes back: where it was hurried it is ahead of the computer's
 * from then on.
 *
 * <p>The file {@code time} holds one instant in ISO 8601. While the stack runs, that lies ahead of
 * the present by a real second at its scale, so that a process that is killed left an instant
 * behind that was never reached; at the end it is the present. A folder whose time is the
 * computer's has no such file.
 */
final class FolderTime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderTime.class);
    private static final Duration NOTED_EVERY = Duration.ofMillis(200);
    private static final long NOTED_AHEAD_MILLIS = 1000;

    private final Path file;
    private final double scale;
    private final ScaledTimeline timeline;
    private final ScheduledExecutorService notes =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("folder-time").factory());

    private FolderTime(Path file, double scale, ScaledTimeline timeline) {
        this.file = file;
        this.scale = scale;
        this.timeline = timeline;
    }

    /**
     * Goes on with the time of a folder that exists and is locked.
     *
     * @throws LocalStackException if what is noted there is no instant
     */
    static FolderTime open(Path dataDir, double scale) throws IOException {
        Path file = dataDir.resolve("time");
        FolderTime time = new FolderTime(file, scale, new ScaledTimeline(scale, noted(file)));
        if (time.timeline.isComputers()) {
            Files.deleteIfExists(file);
        } else {
            time.noteAhead();
            var _ =
                    time.notes.scheduleAtFixedRate(
                            time::noteOrLog,
                            NOTED_EVERY.toMillis(),
                            NOTED_EVERY.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
        return time;
    }

    ScaledTimeline timeline() {
        return timeline;
    }

    @Override
    public void close() throws IOException {
        notes.close();
        timeline.close();
        if (!timeline.isComputers()) {
            note(timeline.instant());
        }
    }

    private void noteOrLog() {
        try {
            noteAhead();
        } catch (IOException e) {
            LOG.warn("The time could not be noted: {}", e.toString());
        }
    }

    private void noteAhead() throws IOException {
        note(timeline.instant().plusMillis((long) (NOTED_AHEAD_MILLIS * scale)));
    }

    private void note(Instant instant) throws IOException {
        Path written = file.resolveSibling("time.new");
        Files.writeString(written, instant.toString());
        Files.move(
                written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Instant noted(Path file) throws IOException {
        try {
            return Instant.parse(Files.readString(file).strip());
        } catch (NoSuchFileException _) {
            return Instant.MIN;
        } catch (DateTimeException e) {
            throw new LocalStackException(
                    "%s holds no instant such as 2026-11-21T12:00:00Z; write one that is later than anything in the folder"
                            .formatted(file),
                    e);
        }
    }
}
