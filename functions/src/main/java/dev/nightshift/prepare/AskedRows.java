package dev.nightshift.prepare;

import dev.nightshift.batch.ContentHash;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Which row of a job asked what first: a hash table in a file of local disk that is mapped into
 * memory, so that the heap does not grow with the job. A slot is {@value #SLOT} bytes: the hash,
 * and the ordinal plus one, 0 for a free slot. At most three quarters are used, so five million
 * rows take 200 MB of disk.
 */
final class AskedRows implements AutoCloseable {
    private static final int SLOT = 24;
    private static final int FIRST_SLOTS = 4096;

    /** A mapped file has at most 2 GB; rows beyond fifty million are not compared. */
    private static final int MOST_SLOTS = 1 << 26;

    private final Path folder;
    private Table table;

    /**
     * @param folder for its files, which go with it
     */
    AskedRows(Path folder) throws IOException {
        this.folder = folder;
        this.table = new Table(folder, FIRST_SLOTS);
    }

    /** The row that asked this first; null when none did. */
    @Nullable Long find(ContentHash hash) {
        long ordinal = table.ordinal(table.slot(hash)) - 1;
        return ordinal < 0 ? null : ordinal;
    }

    /** Notes the row that asks what none before it did. */
    void add(ContentHash hash, long ordinal) throws IOException {
        if (table.size >= table.slots / 4 * 3) {
            if (table.slots == MOST_SLOTS) {
                return;
            }
            grow();
        }
        table.put(hash, ordinal + 1);
    }

    /** Writes all that is noted. */
    void save(OutputStream out) throws IOException {
        var data = new DataOutputStream(new BufferedOutputStream(out));
        for (int slot = 0; slot < table.slots; slot++) {
            if (table.ordinal(slot) != 0) {
                ContentHash hash = table.hash(slot);
                data.writeLong(hash.high());
                data.writeLong(hash.low());
                data.writeLong(table.ordinal(slot) - 1);
            }
        }
        data.flush();
    }

    /** Adds what {@link #save} wrote. */
    void load(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        while (true) {
            long high;
            try {
                high = data.readLong();
            } catch (EOFException end) {
                return;
            }
            var hash = new ContentHash(high, data.readLong());
            add(hash, data.readLong());
        }
    }

    @Override
    public void close() throws IOException {
        table.close();
    }

    private void grow() throws IOException {
        try (Table smaller = table) {
            table = new Table(folder, smaller.slots * 2);
            for (int slot = 0; slot < smaller.slots; slot++) {
                if (smaller.ordinal(slot) != 0) {
                    table.put(smaller.hash(slot), smaller.ordinal(slot));
                }
            }
        }
    }

    private static final class Table implements AutoCloseable {
        private final int slots;
        private final Path file;
        private final Arena arena = Arena.ofConfined();
        private final ByteBuffer mapped;
        private int size;

        Table(Path folder, int slots) throws IOException {
            this.slots = slots;
            this.file = folder.resolve("asked-" + slots);
            try (FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE)) {
                mapped =
                        channel.map(MapMode.READ_WRITE, 0, (long) slots * SLOT, arena)
                                .asByteBuffer();
            }
        }

        /** The slot that holds the hash, or the free one where it belongs. */
        int slot(ContentHash hash) {
            int slot = (int) hash.high() & (slots - 1);
            while (ordinal(slot) != 0
                    && (mapped.getLong(slot * SLOT) != hash.high()
                            || mapped.getLong(slot * SLOT + 8) != hash.low())) {
                slot = (slot + 1) & (slots - 1);
            }
            return slot;
        }

        long ordinal(int slot) {
            return mapped.getLong(slot * SLOT + 16);
        }

        ContentHash hash(int slot) {
            return new ContentHash(mapped.getLong(slot * SLOT), mapped.getLong(slot * SLOT + 8));
        }

        void put(ContentHash hash, long ordinal) {
            int slot = slot(hash);
            size += ordinal(slot) == 0 ? 1 : 0;
            mapped.putLong(slot * SLOT, hash.high());
            mapped.putLong(slot * SLOT + 8, hash.low());
            mapped.putLong(slot * SLOT + 16, ordinal);
        }

        @Override
        public void close() throws IOException {
            arena.close();
            Files.delete(file);
        }
    }
}
