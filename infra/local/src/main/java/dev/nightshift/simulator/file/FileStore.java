package dev.nightshift.simulator.file;

import dev.nightshift.simulator.http.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The files, one directory with two entries for each: {@code <id>.content} and {@code <id>.json}
 * with a {@link StoredFile}. The second is written last and by renaming, so that a file exists
 * whole or not at all. Drafts that a crash left behind are removed on opening.
 */
public final class FileStore {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 22;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path dir;
    private final InstantSource time;
    private final Map<String, StoredFile> files = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();

    private FileStore(Path dir, InstantSource time) {
        this.dir = dir;
        this.time = time;
    }

    /** Opens the files kept in a directory, which is made when it does not exist. */
    public static FileStore open(Path dir, InstantSource time) throws IOException {
        Files.createDirectories(dir);
        FileStore store = new FileStore(dir, time);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir)) {
            for (Path entry : entries) {
                store.load(entry);
            }
        }
        return store;
    }

    /** A new place for content that does not belong to any file yet. */
    public Path draft() throws IOException {
        return Files.createTempFile(dir, "", ".draft");
    }

    /**
     * Makes a file of a draft, which is moved.
     *
     * @param lifetime seconds; null for ever
     */
    public StoredFile commit(Path draft, String filename, String purpose, @Nullable Long lifetime)
            throws IOException {
        long now = now();
        StoredFile file =
                new StoredFile(
                        newId(),
                        sequence.incrementAndGet(),
                        Files.size(draft),
                        now,
                        filename,
                        purpose,
                        lifetime == null ? null : Long.valueOf(now + lifetime));
        Files.move(draft, content(file.id()), StandardCopyOption.ATOMIC_MOVE);
        Path meta = draft();
        Json.MAPPER.writeValue(meta.toFile(), file);
        Files.move(meta, dir.resolve(file.id() + ".json"), StandardCopyOption.ATOMIC_MOVE);
        files.put(file.id(), file);
        return file;
    }

    /** The file of that id, unless it was deleted or has expired. */
    public Optional<StoredFile> find(String id) throws IOException {
        StoredFile file = files.get(id);
        if (file != null && file.expiredAt(now())) {
            delete(id);
            return Optional.empty();
        }
        return Optional.ofNullable(file);
    }

    /** Where the content of a file lies. */
    public Path content(String id) {
        return dir.resolve(id + ".content");
    }

    /** Removes a file; false when there is none. */
    public boolean delete(String id) throws IOException {
        if (files.remove(id) == null) {
            return false;
        }
        Files.deleteIfExists(dir.resolve(id + ".json"));
        Files.deleteIfExists(content(id));
        return true;
    }

    /** All that exist now, oldest first. */
    List<StoredFile> all() {
        long now = now();
        return files.values().stream()
                .filter(file -> !file.expiredAt(now))
                .sorted(Comparator.comparingLong(StoredFile::sequence))
                .toList();
    }

    private long now() {
        return time.instant().getEpochSecond();
    }

    private void load(Path entry) throws IOException {
        String name = entry.getFileName().toString();
        if (name.endsWith(".draft")) {
            Files.delete(entry);
        } else if (name.endsWith(".json")) {
            StoredFile file = Json.MAPPER.readValue(entry.toFile(), StoredFile.class);
            files.put(file.id(), file);
            sequence.accumulateAndGet(file.sequence(), Math::max);
        }
    }

    private static String newId() {
        StringBuilder id = new StringBuilder("file-");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
