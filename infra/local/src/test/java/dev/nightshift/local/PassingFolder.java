package dev.nightshift.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that goes when it is closed, with all that is in it, for benchmarks: no test framework
 * makes theirs.
 */
public record PassingFolder(Path path) implements AutoCloseable {
    /** Makes one where the machine keeps what is temporary. */
    public static PassingFolder named(String beginning) throws IOException {
        return new PassingFolder(Files.createTempDirectory(beginning));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
