package dev.nightshift.batch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines, at line feeds, without copying them: a line is a range of the reader's
 * buffer and stands there until the next is asked for. The buffer grows to the longest line.
 */
public final class LineReader implements AutoCloseable {
    private static final int FIRST_BUFFER = 1 << 20;

    /** Arrays cannot be much longer; a line that is cannot be read. */
    private static final int LONGEST_LINE = Integer.MAX_VALUE - 16;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int filled;
    private int start;
    private int length;
    private int next;
    private long base;
    private boolean ended;

    /** Reads from where {@code in} stands; the stream is closed with the reader. */
    public LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next line; false when there is none. What follows the last line feed is a line,
     * too, unless it is empty.
     *
     * @throws IOException when the stream fails, or a line is longer than an array can be
     */
    public boolean next() throws IOException {
        start = next;
        int searched = start;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    length = i - start;
                    next = i + 1;
                    return true;
                }
            }
            searched = filled - start;
            if (ended || !fill()) {
                length = filled - start;
                next = filled;
                return length > 0;
            }
            searched += start;
        }
    }

    /** The bytes among which the line stands. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where in {@link #buffer()} the line begins. */
    public int start() {
        return start;
    }

    /** The line's length in bytes, its line feed not counted. */
    public int length() {
        return length;
    }

    /** Where in the stream the line begins, in bytes from where the reader began. */
    public long position() {
        return base + start;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Reads more behind what is there, moving the line begun to the front first. */
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            base += start;
            filled -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            if (filled == LONGEST_LINE) {
                throw new IOException("a line is longer than 2 GB");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(LONGEST_LINE, filled * 2L));
        }
        int n = in.read(buffer, filled, buffer.length - filled);
        if (n < 0) {
            ended = true;
            return false;
        }
        filled += n;
        return true;
    }
}
