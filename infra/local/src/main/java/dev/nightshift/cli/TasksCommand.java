package dev.nightshift.cli;

import dev.nightshift.task.OutputSchema;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the tasks that are built in. */
@Command(
        name = "tasks",
        description = "Lists the tasks that are built in, and what they need.",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions%n",
        footerHeading = "%nExample%n",
        footer = {
            "  nightshift tasks",
            "",
            "A task of your own is one YAML file: copy functions/src/main/resources/tasks/qualify.yaml,",
            "change it, and name it with --task my-task.yaml."
        })
final class TasksCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    TasksCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        for (Task task : Tasks.builtIn()) {
            shell.out().println(task.reference());
            shell.out().println("  " + task.purpose());
            new TextTable("  ", "ll")
                    .add("model", task.model())
                    .add("needs", String.join(", ", task.requires()))
                    .add("answers", String.join(", ", new OutputSchema(task).columns()))
                    .lines()
                    .forEach(shell.out()::println);
            shell.out().println();
        }
        shell.out().println("A task of your own is one YAML file; see 'nightshift tasks --help'.");
        return ExitCode.DONE;
    }

    boolean isHelp() {
        return help;
    }
}
