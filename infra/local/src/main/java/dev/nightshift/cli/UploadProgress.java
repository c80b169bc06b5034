package dev.nightshift.cli;

import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Shows on a terminal how much of a large file is at the bucket. */
final class UploadProgress implements LongConsumer, AutoCloseable {
    private static final long MEGABYTE = 1_000_000;
    private static final long LARGE = 20 * MEGABYTE;

    private final Shell shell;
    private final long bytes;
    private long shown = -1;

    UploadProgress(Shell shell, Path file) {
        this.shell = shell;
        this.bytes = file.toFile().length();
    }

    @Override
    public void accept(long sent) {
        if (shell.isTerminal() && bytes >= LARGE && sent / MEGABYTE != shown) {
            shown = sent / MEGABYTE;
            shell.err().print("\rUploading: %,d of %,d MB".formatted(shown, bytes / MEGABYTE));
            shell.err().flush();
        }
    }

    /** Leaves the line as if nothing had been there. */
    @Override
    public void close() {
        if (shown >= 0) {
            shell.err().print("\r" + " ".repeat(40) + "\r");
            shell.err().flush();
            shown = -1;
        }
    }
}
