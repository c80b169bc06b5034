package dev.nightshift.simulator.batch;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * Where the lines of an accepted file are, in what order they finish and which of them will fail:
 * 13 bytes a line in memory, whatever their length.
 */
final class Lines {
    private final long[] offsets;
    private final int[] lengths;
    private final BitSet failing;
    private final int[] order;

    /**
     * Shuffles them.
     *
     * @param failing the lines that will fail, counted from 0
     * @param random by which their order is shuffled
     */
    Lines(long[] offsets, int[] lengths, BitSet failing, RandomGenerator random) {
        this.offsets = offsets;
        this.lengths = lengths;
        this.failing = failing;
        this.order = new int[offsets.length];
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
    }

    /** The line, counted from 0, that finishes as the {@code place}th, likewise. */
    int at(int place) {
        return order[place];
    }

    boolean fails(int line) {
        return failing.get(line);
    }

    /** How many of the first so many to finish fail. */
    int failedAmong(int finished) {
        int failed = 0;
        for (int place = 0; place < finished; place++) {
            failed += failing.get(order[place]) ? 1 : 0;
        }
        return failed;
    }

    byte[] read(FileChannel file, int line) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(lengths[line]);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offsets[line] + bytes.position()) < 0) {
                throw new EOFException("the input file ends within line " + (line + 1));
            }
        }
        return bytes.array();
    }
}
