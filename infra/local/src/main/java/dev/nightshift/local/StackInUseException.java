package dev.nightshift.local;

import java.nio.file.Path;

/** Another stack runs from the same folder. Use that one, stop it, or take another folder. */
public final class StackInUseException extends LocalStackException {
    private static final long serialVersionUID = 1;

    StackInUseException(Path dataDir, String pid) {
        super(
                "A stack (process %s) already runs in %s: use it, stop it or choose another folder"
                        .formatted(pid, dataDir));
    }
}
