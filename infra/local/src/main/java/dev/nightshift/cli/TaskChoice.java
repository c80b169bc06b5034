package dev.nightshift.cli;

import dev.nightshift.cli.api.TaskCalls;
import dev.nightshift.cli.api.TaskView;
import dev.nightshift.local.FolderBucket;
import dev.nightshift.pricing.Price;
import dev.nightshift.pricing.Prices;
import dev.nightshift.task.InvalidTaskException;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import dev.nightshift.text.Suggestions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the task that the user named, for the model they named. */
final class TaskChoice {
    private TaskChoice() {}

    /**
     * @param named a built-in task's name, that of NAME.yaml in the current folder or in tasks/ of
     *     the bucket, or a file's that ends in yaml or yml
     * @param model another model than the task's; null for its own
     * @param prices of the models that are known
     * @throws CommandException when there is no such task, the file is none, or the model is not
     *     known
     */
    static Task of(
            Shell shell, StackOptions stack, String named, @Nullable String model, Prices prices) {
        Task task =
                isFile(named)
                        ? read(shell, named)
                        : find(shell, stack, named).orElseThrow(() -> unknownTask(named));
        return model == null ? task : task.withModel(known(model, prices));
    }

    /**
     * A task by its name: one that is built in, else the file {@code NAME.yaml} of the current
     * folder, else one of the stack, whether it runs or not.
     *
     * @throws CommandException when there is a file of this name that is no task
     */
    static Optional<Task> find(Shell shell, StackOptions stack, String name) {
        Optional<Task> builtIn = Tasks.find(name);
        if (builtIn.isPresent() || !Tasks.isName(name)) {
            return builtIn;
        }
        String file = name + ".yaml";
        if (Files.isRegularFile(shell.resolve(Path.of(file)))) {
            return Optional.of(read(shell, file));
        }
        try {
            return kept(shell, stack, name).map(yaml -> Tasks.parse(yaml, name));
        } catch (InvalidTaskException e) {
            throw CommandException.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> kept(Shell shell, StackOptions stack, String name) {
        try (Connection running = Connection.ifRunning(shell, stack)) {
            if (running == null) {
                return FolderBucket.read(stack.folder(shell), "tasks/" + name + ".yaml");
            }
            return new TaskCalls(running.api())
                    .find(name)
                    .map(task -> Objects.requireNonNullElseGet(task.source(), () -> broken(task)));
        }
    }

    private static String broken(TaskView task) {
        throw CommandException.wrong(
                "the file of task '%s' is no task any more: %s"
                        .formatted(task.name(), task.problem()));
    }

    private static boolean isFile(String named) {
        return named.endsWith(".yaml") || named.endsWith(".yml");
    }

    private static CommandException unknownTask(String name) {
        List<String> names = Tasks.builtIn().stream().map(Task::name).toList();
        return CommandException.wrong(
                "there is no task '%s'; built in are %s, and your own is a file such as my-task.yaml%s"
                        .formatted(
                                name, String.join(", ", names), Suggestions.question(name, names)));
    }

    /**
     * The task of a file.
     *
     * @throws CommandException when the file is none, or no task
     */
    static Task read(Shell shell, String named) {
        try {
            return Tasks.parse(text(shell, named), named);
        } catch (InvalidTaskException e) {
            throw CommandException.wrong(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The text of a task's file.
     *
     * @throws CommandException when there is none, or it is no text
     */
    static String text(Shell shell, String named) {
        Path file = shell.resolve(Path.of(named));
        if (!Files.isRegularFile(file)) {
            throw CommandException.wrong(
                    "there is no task file %s; check the path".formatted(named));
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw CommandException.wrong(
                    "the task file %s is not in UTF-8; save it so".formatted(named));
        } catch (IOException e) {
            throw CommandException.wrong(
                    "the task file %s cannot be read; check its permissions".formatted(named));
        }
    }

    private static String known(String model, Prices prices) {
        if (prices.of(model, LocalDate.now(ZoneOffset.UTC)).isPresent()) {
            return model;
        }
        List<String> models = prices.all().stream().map(Price::model).distinct().toList();
        throw CommandException.wrong(
                "the model '%s' is not known; known are %s, and what ModelPrices or NIGHTSHIFT_MODEL_PRICES names%s"
                        .formatted(
                                model,
                                String.join(", ", models),
                                Suggestions.question(model, models)));
    }
}
