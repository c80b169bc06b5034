package dev.nightshift.crash;

/** The process is gone. An error, so that nothing in the process catches it. */
final class ProcessDied extends Error {
    private static final long serialVersionUID = 1;

    ProcessDied(String where) {
        super(where, null, false, false);
    }
}
