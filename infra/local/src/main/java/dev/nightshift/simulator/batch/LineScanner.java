package dev.nightshift.simulator.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Cuts a file at its line feeds. One buffer is reused for all lines; the last line may lack its
 * line feed.
 */
final class LineScanner {
    private static final int BUFFER = 1 << 20;

    private LineScanner() {}

    /** Takes a line: {@code length} bytes from {@code from} on, without the line feed. */
    @FunctionalInterface
    interface Sink {
        /**
         * Takes the next line.
         *
         * @param offset of the line in the file
         * @return whether to go on
         */
        boolean line(long offset, byte[] bytes, int from, int length) throws IOException;
    }

    static void scan(Path file, Sink sink) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int filled = 0;
        long base = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = fill(in, buffer, filled)) {
                int searched = filled;
                filled += read;
                int start = 0;
                for (int i = searched; i < filled; i++) {
                    if (buffer[i] == '\n') {
                        if (!sink.line(base + start, buffer, start, i - start)) {
                            return;
                        }
                        start = i + 1;
                    }
                }
                System.arraycopy(buffer, start, buffer, 0, filled - start);
                base += start;
                filled -= start;
                if (filled == buffer.length) {
                    buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
                }
            }
        }
        if (filled > 0) {
            sink.line(base, buffer, 0, filled);
        }
    }

    private static int fill(InputStream in, byte[] buffer, int filled) throws IOException {
        return in.read(buffer, filled, buffer.length - filled);
    }
}
