package dev.nightshift.storage;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a function lays what it needs only while it runs.
 *
 * @param folder one that exists; null for the system's own, which on Lambda ends with the sandbox
 */
@ConfigurationProperties("nightshift.scratch")
public record ScratchSettings(@Nullable String folder) {
    private static final String PREFIX = "nightshift-";

    /** A new folder, for its maker to delete. */
    public Path newFolder() throws IOException {
        return folder == null
                ? Files.createTempDirectory(PREFIX)
                : Files.createTempDirectory(Path.of(folder), PREFIX);
    }
}
