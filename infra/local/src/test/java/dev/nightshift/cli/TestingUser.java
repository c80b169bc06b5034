package dev.nightshift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Somebody who types commands in a folder and reads what they say. */
final class TestingUser {
    /** A simulator that wastes no time. */
    static final String[] QUICK = {
        "--simulator", "batch.validating=0",
        "--simulator", "batch.per-request=0",
        "--simulator", "batch.finalizing=0",
        "--simulator", "model.latency=0"
    };

    private final Path folder;
    private final Map<String, String> environment;
    private final int columns;
    private final String typed;

    private TestingUser(Path folder, Map<String, String> environment, int columns, String typed) {
        this.folder = folder;
        this.environment = environment;
        this.columns = columns;
        this.typed = typed;
    }

    /** Somebody who has a key in the environment, as many have, and no terminal. */
    static TestingUser in(Path folder) {
        return new TestingUser(folder, Map.of("OPENAI_API_KEY", "sk-must-not-be-used"), 0, "n\n");
    }

    TestingUser withEnvironment(Map<String, String> other) {
        return new TestingUser(folder, other, columns, typed);
    }

    TestingUser atTerminal(int width) {
        return new TestingUser(folder, environment, width, typed);
    }

    /** The same, who types these lines when asked. */
    TestingUser typing(String lines) {
        return new TestingUser(folder, environment, columns, lines);
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path write(String name, String text) {
        return write(name, text.getBytes(UTF_8));
    }

    Path write(String name, byte[] bytes) {
        try {
            return Files.write(path(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sample that comes with the project, copied here. */
    Path sample() throws IOException {
        return Files.copy(
                Installation.template().resolveSibling("samples").resolve("postings.csv"),
                path("postings.csv"));
    }

    /** The files of the folder with their sizes, as a user could see that something changed. */
    Map<String, Long> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            Map<String, Long> files = new TreeMap<>();
            for (Path path : all.toList()) {
                files.put(folder.relativize(path).toString(), size(path));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path path) throws IOException {
        return Files.isDirectory(path) ? 0 : Files.size(path);
    }

    Said types(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = Nightshift.run(shell(out, err), words);
        return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** The same with a simulator that wastes no time. */
    Said typesQuickly(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(QUICK));
        return types(all.toArray(String[]::new));
    }

    Shell shell(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Shell(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                new ByteArrayInputStream(typed.getBytes(UTF_8)),
                folder,
                environment,
                columns);
    }

    /** What a command said. */
    record Said(int code, String out, String err) {
        List<String> errLines() {
            return err.lines().toList();
        }

        /** The first job that was started, by what run printed. */
        String job() {
            return out.lines()
                    .filter(line -> line.startsWith("Job "))
                    .findFirst()
                    .orElse("")
                    .replaceAll("^Job ([^:]+):.*", "$1");
        }
    }
}
