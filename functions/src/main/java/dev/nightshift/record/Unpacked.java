package dev.nightshift.record;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * What a gzip file holds, all its members. One that is damaged, ends early or holds more than
 * {@link #MOST} is an {@link UnreadableInputException}.
 */
final class Unpacked extends FilterInputStream {
    /** Bytes; a small file can be made that unpacks to any size. */
    static final long MOST = 10_000_000_000L;

    private long read;

    Unpacked(InputStream packed) throws IOException {
        super(open(packed));
    }

    private static InputStream open(InputStream packed) throws IOException {
        try {
            return new GZIPInputStream(packed, 1 << 16);
        } catch (EOFException | ZipException e) {
            throw damaged();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count;
        try {
            count = super.read(into, offset, length);
        } catch (EOFException | ZipException e) {
            throw damaged();
        }
        read += Math.max(0, count);
        if (read > MOST) {
            throw new UnreadableInputException(
                    "The file holds more than %,d bytes when it is unpacked: split it"
                            .formatted(MOST));
        }
        return count;
    }

    private static UnreadableInputException damaged() {
        return new UnreadableInputException(
                "The file is damaged, or its end is missing: gzip cannot unpack it; pack or bring it anew");
    }
}
