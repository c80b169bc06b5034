package dev.nightshift.api;

import dev.nightshift.record.InputReader;
import dev.nightshift.record.UnreadableInputException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of an input, unpacked, of which is known whether all of them were read. */
final class FirstPart extends FilterInputStream {
    private final InputStream file;
    private final boolean isPart;
    private long given;
    private long left;
    private boolean isOpen;
    private boolean isCut;

    /**
     * @param file the input, or its first bytes
     * @param most bytes that are given out
     * @param isPart whether {@code file} lacks the end of the input
     */
    FirstPart(InputStream file, long most, boolean isPart) {
        super(file);
        this.file = file;
        this.isPart = isPart;
        this.left = most;
    }

    /** Bytes that were given out so far. */
    long given() {
        return given;
    }

    /** Whether the end was read, and the input goes on there. */
    boolean isCut() {
        return isCut;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = readOn(into, offset, (int) Math.min(length, left + 1));
        if (read > left) {
            isCut = true;
            read = left == 0 ? -1 : (int) left;
        } else if (read < 0) {
            isCut |= isPart;
        }
        left -= Math.max(0, read);
        given += Math.max(0, read);
        return read;
    }

    private int readOn(byte[] into, int offset, int length) throws IOException {
        try {
            if (!isOpen) {
                in = InputReader.unpacked(file);
                isOpen = true;
            }
            return in.read(into, offset, length);
        } catch (UnreadableInputException e) {
            if (isPart) {
                // What is packed cannot be unpacked to the end of a part.
                return -1;
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
