package dev.nightshift.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder of files that goes with its files. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    public TemporaryFolder(ScratchSettings scratch) throws IOException {
        path = scratch.newFolder();
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(path);
    }
}
