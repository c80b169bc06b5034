package dev.nightshift.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What a failure of the file system or the network means to the user. */
final class Trouble {
    private Trouble() {}

    static LocalStackException with(Path dataDir, IOException e) {
        String text = String.valueOf(e.getMessage());
        if (e instanceof AccessDeniedException || text.contains("Read-only file system")) {
            return new LocalStackException(
                    "The folder %s cannot be read and written by this user".formatted(dataDir), e);
        }
        if (e instanceof FileAlreadyExistsException
                || e instanceof NotDirectoryException
                || text.contains("Not a directory")) {
            return new LocalStackException("%s is not a folder".formatted(dataDir), e);
        }
        if (text.contains("No space left")) {
            return new LocalStackException(
                    "No room is left on the disk of %s".formatted(dataDir), e);
        }
        String oneLine = text.lines().findFirst().orElse(e.getClass().getSimpleName());
        return new LocalStackException("The stack cannot start: " + oneLine, e);
    }
}
