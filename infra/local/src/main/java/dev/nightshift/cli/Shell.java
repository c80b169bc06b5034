package dev.nightshift.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command runs. Commands ask this and never the process, so that a test can be the user.
 *
 * @param in what the user types
 * @param folder the current one; what the user names is relative to it
 * @param columns the width of the terminal that {@code out} is; 0 when it is none
 */
record Shell(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Path folder,
        Map<String, String> environment,
        int columns) {

    Shell {
        environment = Map.copyOf(environment);
        folder = folder.toAbsolutePath().normalize();
    }

    /** Those of this process. The launcher says in a system property how wide the terminal is. */
    static Shell ofProcess() {
        return new Shell(
                System.out,
                System.err,
                System.in,
                Path.of(""),
                System.getenv(),
                Integer.getInteger("nightshift.columns", 0));
    }

    boolean isTerminal() {
        return columns > 0;
    }

    /** A path that the user named. */
    Path resolve(Path named) {
        return folder.resolve(named).normalize();
    }

    /** A path as the user would type it here. */
    String typed(Path path) {
        Path whole = folder.resolve(path).normalize();
        return whole.startsWith(folder) && !whole.equals(folder)
                ? folder.relativize(whole).toString()
                : whole.toString();
    }

    /** Says in one line what went wrong. */
    void complain(String message) {
        err.println("nightshift: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
        err.flush();
    }
}
