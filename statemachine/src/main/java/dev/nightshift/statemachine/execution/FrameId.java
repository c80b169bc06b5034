package dev.nightshift.statemachine.execution;

/**
 * Names a frame.
 *
 * @param execution the execution's row
 * @param number within the execution; 0 is its root
 */
public record FrameId(long execution, int number) {
    /** Stands for the execution itself where its timeout is meant. */
    static final int DEADLINE = -1;

    static FrameId root(long execution) {
        return new FrameId(execution, 0);
    }

    static FrameId deadline(long execution) {
        return new FrameId(execution, DEADLINE);
    }

    /** The key of the frame's row. */
    long key() {
        return key(execution, number);
    }

    /** Rows of one execution lie side by side, in the order of their number. */
    static long key(long execution, long number) {
        return execution << 32 | number;
    }
}
