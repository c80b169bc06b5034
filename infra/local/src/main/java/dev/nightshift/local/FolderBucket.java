package dev.nightshift.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What lies in the bucket of a stack that need not run: an object is a file of its folder. */
public final class FolderBucket {
    private FolderBucket() {}

    /** The text of an object; empty when there is none under the key. */
    public static Optional<String> read(Path dataDir, String key) {
        Path store = store(dataDir);
        if (!Files.isDirectory(store)) {
            return Optional.empty();
        }
        try (Stream<Path> buckets = Files.list(store)) {
            Optional<Path> file =
                    buckets.map(bucket -> bucket.resolve(key))
                            .filter(Files::isRegularFile)
                            .findFirst();
            return file.isEmpty() ? Optional.empty() : Optional.of(Files.readString(file.get()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of a stack's buckets. */
    static Path store(Path dataDir) {
        return dataDir.resolve("data").resolve("s3");
    }
}
