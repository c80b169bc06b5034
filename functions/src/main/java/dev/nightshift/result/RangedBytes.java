package dev.nightshift.result;

import dev.nightshift.storage.Bucket;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an object from some byte on, fetched in pieces as they are read: who leaves off
 * early has fetched hardly more than was read.
 */
final class RangedBytes {
    private static final int PIECE = 1024 * 1024;

    private final Bucket bucket;
    private final String key;
    private final long size;
    private long fetched;
    private byte[] piece = {};
    private int read;

    /**
     * @param from at most {@code size}
     */
    RangedBytes(Bucket bucket, String key, long from, long size) {
        this.bucket = bucket;
        this.key = key;
        this.fetched = from;
        this.size = size;
    }

    /** The next byte; -1 at the end. */
    int next() throws IOException {
        if (read == piece.length) {
            if (fetched >= size) {
                return -1;
            }
            fetch();
        }
        return piece[read++] & 0xff;
    }

    private void fetch() throws IOException {
        long to = Math.min(size, fetched + PIECE);
        try (InputStream in = bucket.open(key, fetched, to)) {
            piece = in.readAllBytes();
        }
        if (piece.length != to - fetched) {
            throw new IOException("bytes of " + key + " are missing from " + fetched + " on");
        }
        fetched = to;
        read = 0;
    }
}
