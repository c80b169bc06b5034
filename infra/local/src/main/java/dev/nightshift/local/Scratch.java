package dev.nightshift.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the functions of a stack lay what they need only while they run. */
final class Scratch {
    private Scratch() {}

    /** The folder, made or emptied of what a killed process left; nobody else may use it. */
    static Path emptied(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path left : contents(folder)) {
            Files.delete(left);
        }
        return folder;
    }

    /** What is in a folder before that; links are not followed. */
    private static List<Path> contents(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }
}
