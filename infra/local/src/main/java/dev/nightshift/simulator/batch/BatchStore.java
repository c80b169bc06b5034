package dev.nightshift.simulator.batch;

import dev.nightshift.simulator.http.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Batches on disk: {@code <id>.json}, replaced whole by renaming, and, as long as the batch is not
 * over, {@code <id>.input}, its input file under a second name, so that deleting the file does not
 * concern it.
 */
final class BatchStore {
    private final Path dir;

    private BatchStore(Path dir) {
        this.dir = dir;
    }

    static BatchStore open(Path dir) throws IOException {
        Files.createDirectories(dir);
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(dir, "*.draft")) {
            for (Path draft : drafts) {
                Files.delete(draft);
            }
        }
        return new BatchStore(dir);
    }

    /** All that are kept, oldest first. */
    List<Batch> load() throws IOException {
        List<Batch> batches = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir, "*.json")) {
            for (Path entry : entries) {
                batches.add(Json.MAPPER.readValue(entry.toFile(), Batch.class));
            }
        }
        batches.sort(Comparator.comparingInt(Batch::number));
        return batches;
    }

    void save(Batch batch) throws IOException {
        Path draft = Files.createTempFile(dir, "", ".draft");
        Json.MAPPER.writeValue(draft.toFile(), batch);
        Files.move(
                draft,
                dir.resolve(batch.id() + ".json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Gives an input file its second name, or a copy where the file system has no links. */
    void pin(String batchId, Path content) throws IOException {
        try {
            Files.createLink(input(batchId), content);
        } catch (UnsupportedOperationException _) {
            Files.copy(content, input(batchId));
        }
    }

    void unpin(String batchId) throws IOException {
        Files.deleteIfExists(input(batchId));
    }

    /** The input of a batch; there may be none. */
    Path input(String batchId) {
        return dir.resolve(batchId + ".input");
    }
}
