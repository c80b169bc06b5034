package dev.nightshift.cli;

import java.time.Duration;

/** Says that an answer is waited for: on a terminal and how long, elsewhere not at all. */
final class Waiting {
    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final Shell shell;
    private final long begun = System.nanoTime();

    Waiting(Shell shell) {
        this.shell = shell;
    }

    void show(String what) {
        if (shell.isTerminal()) {
            shell.out().print(BACK_AND_CLEAR + what + " … " + waited().toSeconds() + " s");
            shell.out().flush();
        }
    }

    void clear() {
        if (shell.isTerminal()) {
            shell.out().print(BACK_AND_CLEAR);
            shell.out().flush();
        }
    }

    Duration waited() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
