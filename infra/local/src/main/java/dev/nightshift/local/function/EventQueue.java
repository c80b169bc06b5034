package dev.nightshift.local.function;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that functions are still to be given, each a JSON file in a folder: {@code ID.json}, whole
 * or not there, however the process ends. Nothing is forced to the disk.
 */
final class EventQueue {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private final Path folder;

    private EventQueue(Path folder) {
        this.folder = folder;
    }

    /** The queue in a folder, which is made if need be. What was not written to its end is gone. */
    static EventQueue open(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, "*.new")) {
            for (Path file : unfinished) {
                Files.delete(file);
            }
        }
        return new EventQueue(folder);
    }

    /** A name for an event; a later one is the larger text. */
    static String idAt(Instant now) {
        return String.format(Locale.ROOT, "%014d-%s", now.toEpochMilli(), UUID.randomUUID());
    }

    /** What is still to be done, the oldest first. A file that cannot be read stays, unheeded. */
    List<QueuedEvent> all() throws IOException {
        List<QueuedEvent> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                try {
                    all.add(JSON.readValue(Files.readAllBytes(file), QueuedEvent.class));
                } catch (IOException e) {
                    LOG.warn("{} holds no event: {}", file, e.toString());
                }
            }
        }
        all.sort(Comparator.comparing(QueuedEvent::id));
        return all;
    }

    /** Keeps an event, in place of what was kept under its name. */
    void put(QueuedEvent event) throws IOException {
        Path written = folder.resolve(event.id() + ".new");
        Files.write(written, JSON.writeValueAsBytes(event));
        Files.move(
                written,
                file(event),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    void remove(QueuedEvent event) throws IOException {
        Files.deleteIfExists(file(event));
    }

    private Path file(QueuedEvent event) {
        return folder.resolve(event.id() + ".json");
    }
}
