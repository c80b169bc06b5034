package dev.nightshift.crash;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The class path of this test without folders, of which a JVM keeps nothing that it loads. */
final class JarredClassPath {
    /** The manifest of this one names a folder, and functions do not need it. */
    private static final String NAMES_A_FOLDER = "DynamoDBLocal";

    private JarredClassPath() {}

    /** Puts a jar into a folder for each folder of the class path. */
    static String in(Path folder) throws IOException {
        String original =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> jars = new ArrayList<>();
        for (String entry : original.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                jars.add(jar(path, folder.resolve(jars.size() + ".jar")).toString());
            } else if (!entry.contains(NAMES_A_FOLDER)) {
                jars.add(entry);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                var out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path one : found.skip(1).toList()) {
                String name = classes.relativize(one).toString();
                if (Files.isDirectory(one)) {
                    // Micronaut looks for its beans by folders.
                    out.putNextEntry(new JarEntry(name + "/"));
                } else {
                    out.putNextEntry(new JarEntry(name));
                    Files.copy(one, out);
                }
            }
        }
        return jar;
    }
}
