package dev.nightshift.collect;

import dev.nightshift.batch.LineReader;
import dev.nightshift.batch.ResultLine;
import dev.nightshift.batch.ResultLineParser;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the line that answers a record, in files whose lines come in any order. Twelve bytes of
 * memory a row and attempt, whatever the size of the files.
 */
final class LineIndex implements AutoCloseable {
    private static final long NONE = -1;

    private final ResultLineParser parser;
    private final long firstOrdinal;
    private final long[] places;
    private final int[] lengths;
    private final RandomAccessFile[] files;
    private byte[] line = new byte[8192];
    private long oddLines;

    /**
     * Reads over the files once.
     *
     * @param rows how many records, from {@code firstOrdinal} on, the files may answer
     * @param paths the files; where two lines answer the same record the first stands
     */
    LineIndex(ResultLineParser parser, long firstOrdinal, int rows, Path... paths)
            throws IOException {
        this.parser = parser;
        this.firstOrdinal = firstOrdinal;
        this.places = new long[rows];
        this.lengths = new int[rows];
        this.files = new RandomAccessFile[paths.length];
        Arrays.fill(places, NONE);
        for (int i = 0; i < paths.length; i++) {
            index(i, paths[i]);
            files[i] = new RandomAccessFile(paths[i].toFile(), "r");
        }
    }

    /** The line that answers a record; null when none does. */
    @Nullable ResultLine find(long ordinal) throws IOException {
        int i = (int) (ordinal - firstOrdinal);
        if (places[i] == NONE) {
            return null;
        }
        int length = lengths[i];
        if (line.length < length) {
            line = new byte[Math.max(length, line.length * 2)];
        }
        RandomAccessFile file = files[(int) (places[i] % files.length)];
        file.seek(places[i] / files.length);
        file.readFully(line, 0, length);
        return parser.parse(line, 0, length);
    }

    /** Lines that answer no record, or one that was answered before. */
    long oddLines() {
        return oddLines;
    }

    @Override
    public void close() throws IOException {
        for (RandomAccessFile file : files) {
            file.close();
        }
    }

    private void index(int file, Path path) throws IOException {
        try (var lines = new LineReader(Files.newInputStream(path))) {
            while (lines.next()) {
                OptionalLong ordinal =
                        parser.ordinal(lines.buffer(), lines.start(), lines.length());
                long i = ordinal.orElse(NONE) - firstOrdinal;
                if (ordinal.isPresent() && i >= 0 && i < places.length && places[(int) i] == NONE) {
                    places[(int) i] = lines.position() * files.length + file;
                    lengths[(int) i] = lines.length();
                } else if (lines.length() > 0) {
                    oddLines++;
                }
            }
        }
    }
}
