package dev.nightshift.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** AWS's command for deployments, as it is found on the user's path. */
final class Sam {
    private final Shell shell;

    Sam(Shell shell) {
        this.shell = shell;
    }

    /** Where it is; nothing where it is not installed. */
    Optional<Path> program() {
        return Stream.of(shell.environment().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "sam"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A call of it as the user would type it. */
    static String typed(List<String> words) {
        return Stream.concat(Stream.of("sam"), words.stream())
                .map(word -> word.matches("[\\w./:=-]+") ? word : inQuotes(word))
                .collect(Collectors.joining(" "));
    }

    private static String inQuotes(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * Calls it, and lets the user see what it says.
     *
     * @throws CommandException when it fails
     */
    void run(List<String> words) throws InterruptedException {
        call(words, shell.out()::println);
    }

    /**
     * What it answers.
     *
     * @throws CommandException when it fails
     */
    String answer(List<String> words) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        call(words, lines::add);
        return String.join("\n", lines);
    }

    private void call(List<String> words, Consumer<String> line) throws InterruptedException {
        List<String> command = new ArrayList<>(words);
        command.addFirst(program().orElseThrow().toString());
        ProcessBuilder call =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        call.environment().clear();
        call.environment().putAll(shell.environment());
        try {
            Process process = call.start();
            process.getOutputStream().close();
            try (BufferedReader said =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                said.lines().forEach(line);
            }
            int code = process.waitFor();
            if (code != 0) {
                throw new CommandException(
                        ExitCode.JOB_FAILED,
                        "sam %s ended with exit code %d".formatted(words.getFirst(), code));
            }
        } catch (IOException e) {
            throw new CommandException(ExitCode.JOB_FAILED, "sam cannot be run: " + e.getMessage());
        }
    }
}
