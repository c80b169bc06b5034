package dev.nightshift.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes of which is known whether they were read to their end. */
final class ReadBytes extends FilterInputStream {
    private boolean isAtEnd;

    ReadBytes(InputStream in) {
        super(in);
    }

    boolean isAtEnd() {
        return isAtEnd;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        isAtEnd |= read < 0;
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        isAtEnd |= read < 0;
        return read;
    }
}
