package dev.nightshift.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The ids seen so far, and the line of each: 12 bytes for an id in a table that is between 37 and
 * 75 % full, so about 100 MB for five million.
 *
 * <p>Instead of the ids it keeps the first 64 bits of their SHA-256. Two ids out of five million
 * share those with a probability of one in a million; the second would then be reported as a
 * duplicate.
 */
public final class SeenIds {
    private static final long LAST_LINE = 0xFFFF_FFFFL;

    private final MessageDigest sha256 = sha256();
    private long[] hashes = new long[1024];

    /** By slot: the line as an unsigned number, 0 for a free slot. */
    private int[] lines = new int[1024];

    private int size;

    /**
     * Remembers an id unless it is known.
     *
     * @param line where it stands, from 1
     * @return the line where the id was first seen; 0 when it is new
     */
    public long firstLineOrAdd(String id, long line) {
        long hash = ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8))).getLong();
        int slot = slot(hash);
        if (lines[slot] != 0) {
            return Integer.toUnsignedLong(lines[slot]);
        }
        hashes[slot] = hash;
        lines[slot] = (int) Math.min(line, LAST_LINE);
        if (++size > hashes.length / 4 * 3) {
            grow();
        }
        return 0;
    }

    /** The slot that holds the hash, or the free one where it belongs. */
    private int slot(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) hash & mask;
        while (lines[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldLines = lines;
        hashes = new long[oldHashes.length * 2];
        lines = new int[oldLines.length * 2];
        for (int i = 0; i < oldLines.length; i++) {
            if (oldLines[i] != 0) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                lines[slot] = oldLines[i];
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
