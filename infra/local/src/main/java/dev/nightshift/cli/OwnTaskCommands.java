package dev.nightshift.cli;

import dev.nightshift.cli.api.TaskCalls;
import dev.nightshift.cli.api.TaskView;
import dev.nightshift.task.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What can be done with tasks of one's own that a stack keeps. */
final class OwnTaskCommands {
    private OwnTaskCommands() {}

    /** Keeps a task. */
    @Command(
            name = "put",
            description = {
                "Keeps a task under its name, in place of an earlier one. Jobs that were started",
                "go on with the task as it was."
            },
            footer = "  nightshift tasks put my-task.yaml")
    static final class Put extends StackCommand {
        @Parameters(paramLabel = "FILE.yaml", description = "The task.")
        private String file = "";

        Put(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            Task task = TaskChoice.read(shell(), file);
            try (Connection connection = Connection.open(shell(), stack(), new StackTuning())) {
                TaskView kept = new TaskCalls(connection.api()).put(task.name(), task.source());
                shell().out()
                        .println(
                                "Task %s is kept; --task %s names it."
                                        .formatted(kept.reference(), kept.name()));
            }
            return ExitCode.DONE;
        }
    }

    /** Shows a task's file. */
    @Command(
            name = "show",
            description = "Shows a task's file.",
            footer = "  nightshift tasks show qualify > my-task.yaml")
    static final class Show extends StackCommand {
        @Parameters(paramLabel = "NAME", description = "The task's name.")
        private String name = "";

        Show(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            Task task = TaskChoice.find(shell(), stack(), name).orElseThrow(() -> unknown(name));
            shell().out().print(Printable.text(task.source()));
            shell().out().flush();
            return ExitCode.DONE;
        }
    }

    /** Removes a task. */
    @Command(
            name = "delete",
            description = "Removes a task of your own. Jobs that were started with it go on.",
            footer = "  nightshift tasks delete my-task")
    static final class Delete extends StackCommand {
        @Parameters(paramLabel = "NAME", description = "The task's name.")
        private String name = "";

        Delete(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            try (Connection connection = Connection.open(shell(), stack(), new StackTuning())) {
                new TaskCalls(connection.api()).delete(name);
                shell().out().println("Task %s is gone.".formatted(name));
            }
            return ExitCode.DONE;
        }
    }

    private static CommandException unknown(String name) {
        return CommandException.wrong(
                "there is no task '%s'; 'nightshift tasks' lists those there are".formatted(name));
    }
}
