package dev.nightshift.cli;

import dev.nightshift.cli.api.ApiClient;
import dev.nightshift.cli.api.TaskCalls;
import dev.nightshift.cli.api.TaskView;
import dev.nightshift.task.OutputSchema;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import picocli.CommandLine.Command;

/** Lists the tasks, and keeps those of the user. */
@Command(
        name = "tasks",
        description = {
            "Lists the tasks that are built in, and what they need; and those of your own that a",
            "running stack keeps, here or at --endpoint."
        },
        footer = {
            "  nightshift tasks new my-task",
            "  nightshift tasks check my-task.yaml --sample in.csv",
            "  nightshift run in.csv --task my-task",
            "",
            "A task of your own is one YAML file. --task NAME finds NAME.yaml in the current folder, and",
            "one that the stack keeps after 'nightshift tasks put'."
        })
final class TasksCommand extends StackCommand {
    TasksCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        for (Task task : Tasks.builtIn()) {
            shell().out().println(task.reference());
            shell().out().println("  " + task.purpose());
            new TextTable("  ", "ll")
                    .add("model", task.model())
                    .add("needs", String.join(", ", task.requires()))
                    .add("answers", String.join(", ", new OutputSchema(task).columns()))
                    .lines()
                    .forEach(shell().out()::println);
            shell().out().println();
        }
        try (Connection running = Connection.ifRunning(shell(), stack())) {
            if (running != null) {
                tellOwn(running.api());
            }
        }
        shell().out().println("'nightshift tasks new NAME' writes one of your own to begin with.");
        return ExitCode.DONE;
    }

    private void tellOwn(ApiClient api) {
        for (TaskView task : new TaskCalls(api).own()) {
            shell().out().println(task.reference() == null ? task.name() : task.reference());
            shell().out()
                    .println(
                            "  "
                                    + Printable.line(
                                            task.problem() == null
                                                    ? String.valueOf(task.purpose())
                                                    : "cannot be used: " + task.problem()));
            shell().out().println();
        }
    }
}
