package dev.nightshift.simulator.batch;

import dev.nightshift.simulator.file.FileStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of results in the making. It is removed on closing unless it was committed. */
final class ResultFile implements AutoCloseable {
    private static final int BUFFER = 1 << 18;

    private final Path draft;
    private final OutputStream out;
    private boolean empty = true;

    ResultFile(Path draft) throws IOException {
        this.draft = draft;
        this.out = new BufferedOutputStream(Files.newOutputStream(draft), BUFFER);
    }

    /** Adds a line, without its line feed. */
    void add(byte[] line) throws IOException {
        out.write(line);
        out.write('\n');
        empty = false;
    }

    /** Makes it a file with an id; null when no line was added. */
    @Nullable String commit(FileStore files, String filename, long lifetime) throws IOException {
        out.close();
        return empty ? null : files.commit(draft, filename, "batch_output", lifetime).id();
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(draft);
    }
}
