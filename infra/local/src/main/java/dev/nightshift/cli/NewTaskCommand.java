package dev.nightshift.cli;

import dev.nightshift.task.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a task to begin with. */
@Command(
        name = "new",
        description = "Writes NAME.yaml, a small task with comments, to be changed into yours.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions%n",
        footerHeading = "%nExample%n",
        footer = {"  nightshift tasks new sort-mail", "  nightshift tasks check sort-mail.yaml"})
final class NewTaskCommand implements Callable<Integer> {
    private static final String BEGINNING = "new-task.yaml";

    private final Shell shell;

    @Parameters(
            paramLabel = "NAME",
            description = "The task's name: lower-case letters, digits, _ and -.")
    private String name = "";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    NewTaskCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!Tasks.isName(name)) {
            throw CommandException.wrong(
                    "'%s' is no name for a task; take lower-case letters, digits, _ and -"
                            .formatted(name));
        }
        if (Tasks.isBuiltIn(name)) {
            throw CommandException.wrong(
                    "the task %s is built in; give yours another name".formatted(name));
        }
        Path file = shell.resolve(Path.of(name + ".yaml"));
        try {
            Files.writeString(
                    file, beginning().replace("NAME", name), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw CommandException.wrong(
                    "%s is there already; take another name".formatted(shell.typed(file)));
        } catch (IOException e) {
            throw CommandException.wrong(
                    "%s cannot be written; check the folder's permissions"
                            .formatted(shell.typed(file)));
        }
        shell.out()
                .println(
                        "%s is written. Change it, and 'nightshift tasks check %s' says how it does."
                                .formatted(shell.typed(file), shell.typed(file)));
        return ExitCode.DONE;
    }

    private static String beginning() {
        try (InputStream in = NewTaskCommand.class.getResourceAsStream(BEGINNING)) {
            if (in == null) {
                throw new IllegalStateException(BEGINNING + " is not packed");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isHelp() {
        return help;
    }
}
