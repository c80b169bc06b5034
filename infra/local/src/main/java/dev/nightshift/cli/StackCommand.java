package dev.nightshift.cli;

import dev.nightshift.cli.api.JobView;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that talks to a stack; it answers with its exit code. */
@Command(
        sortOptions = false,
        abbreviateSynopsis = true,
        optionListHeading = "%nOptions%n",
        parameterListHeading = "%n",
        footerHeading = "%nExample%n",
        descriptionHeading = "%n")
abstract class StackCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin private final StackOptions stack = new StackOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    StackCommand(Shell shell) {
        this.shell = shell;
    }

    Shell shell() {
        return shell;
    }

    StackOptions stack() {
        return stack;
    }

    /** A stack to find jobs in; refuses where no job was ever started. */
    Connection connectToJobs() {
        if (!Connection.isPossible(shell, stack)) {
            throw CommandException.wrong(
                    "there are no jobs in %s; 'nightshift run FILE --task NAME' starts one, and --data names another folder"
                            .formatted(shell.typed(stack.folder(shell))));
        }
        return Connection.open(shell, stack, new StackTuning());
    }

    /** Where results lie if nothing else is said: beside a file of the input's name, here. */
    Path inThisFolder(JobView job) {
        // The name came from the stack, and must not lead out of the folder.
        return shell.resolve(
                Objects.requireNonNullElse(Path.of(job.source()).getFileName(), Path.of("job")));
    }

    boolean isHelp() {
        return help;
    }
}
