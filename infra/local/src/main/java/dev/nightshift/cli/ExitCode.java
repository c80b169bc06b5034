package dev.nightshift.cli;

/** What the command's exit code says. */
final class ExitCode {
    /** Every record succeeded or was meant to be left out; or what was asked is done. */
    static final int DONE = 0;

    /** Something that should not happen. */
    static final int UNEXPECTED = 1;

    /** Wrong input or usage; nothing was done. */
    static final int WRONG_INPUT = 2;

    /** The job ended, and some records need somebody's attention. */
    static final int SOME_FAILED = 3;

    /** The job itself failed. */
    static final int JOB_FAILED = 4;

    /** The sample was run, and nobody agreed to the rest. */
    static final int SAMPLED = 5;

    /** Stopped from the keyboard. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
