package dev.nightshift.done;

import dev.nightshift.batch.ContentHash;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a segment, sorted by hash: {@value #BYTES} bytes each, big-endian, namely the hash
 * (16), where its line begins in the data (8), how long that is without its line feed (4), and when
 * the result came, in days since 1970 (4). They are mapped into memory, not read into it.
 */
final class Keys {
    static final int BYTES = 32;

    private final ByteBuffer mapped;

    /** Maps a file; the arena's end unmaps it. */
    Keys(Path file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            mapped =
                    channel.map(MapMode.READ_ONLY, 0, channel.size(), arena)
                            .asByteBuffer()
                            .asReadOnlyBuffer();
        }
    }

    /**
     * One key.
     *
     * @param offset of its line
     * @param length of its line, without the line feed
     * @param day when the result came, in days since 1970
     */
    record Key(ContentHash hash, long offset, int length, int day) {
        void write(ByteBuffer to) {
            to.putLong(hash.high());
            to.putLong(hash.low());
            to.putLong(offset);
            to.putInt(length);
            to.putInt(day);
        }
    }

    /** The key of a hash; null when there is none. */
    @Nullable Key find(ContentHash hash) {
        int low = 0;
        int high = mapped.capacity() / BYTES - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, hash);
            if (order == 0) {
                int at = middle * BYTES;
                return new Key(
                        hash,
                        mapped.getLong(at + 16),
                        mapped.getInt(at + 24),
                        mapped.getInt(at + 28));
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    private int compare(int index, ContentHash hash) {
        int byHigh = Long.compareUnsigned(mapped.getLong(index * BYTES), hash.high());
        return byHigh != 0
                ? byHigh
                : Long.compareUnsigned(mapped.getLong(index * BYTES + 8), hash.low());
    }
}
