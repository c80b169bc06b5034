package dev.nightshift.cli;

import dev.nightshift.cli.api.TaskCalls;
import dev.nightshift.cli.api.TaskView;
import dev.nightshift.pricing.Price;
import dev.nightshift.pricing.Prices;
import dev.nightshift.task.InvalidTaskException;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the task that the user named, for the model they named. */
final class TaskChoice {
    private TaskChoice() {}

    /**
     * @param stack whose running stack is asked for a task of the user's own; null for none
     * @param named a task's name, or a file's that ends in yaml or yml
     * @param model another model than the task's; null for its own
     * @throws CommandException when there is no such task, the file is none, or the model is not
     *     known
     */
    static Task of(
            Shell shell, @Nullable StackOptions stack, String named, @Nullable String model) {
        try {
            Task task =
                    isFile(named)
                            ? read(shell, named)
                            : Tasks.find(named)
                                    .or(() -> own(shell, stack, named))
                                    .orElseThrow(() -> unknownTask(named));
            return model == null ? task : task.withModel(known(model));
        } catch (InvalidTaskException e) {
            throw CommandException.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isFile(String named) {
        return named.endsWith(".yaml") || named.endsWith(".yml");
    }

    private static Optional<Task> own(Shell shell, @Nullable StackOptions stack, String name) {
        List<Task> found = new ArrayList<>();
        if (stack != null) {
            Connection.ifRunning(
                    shell,
                    stack,
                    connection ->
                            new TaskCalls(connection.api())
                                    .find(name)
                                    .map(TaskView::source)
                                    .ifPresent(yaml -> found.add(Tasks.parse(yaml, name))));
        }
        return found.stream().findFirst();
    }

    private static CommandException unknownTask(String name) {
        List<String> names = Tasks.builtIn().stream().map(Task::name).toList();
        return CommandException.wrong(
                "there is no task '%s'%s; built in are %s, and your own is a file such as my-task.yaml"
                        .formatted(
                                name,
                                Suggestions.question(name, names),
                                String.join(" and ", names)));
    }

    /**
     * The task of a file.
     *
     * @throws CommandException when the file is none, or no task
     */
    static Task read(Shell shell, String named) {
        Path file = shell.resolve(Path.of(named));
        if (!Files.isRegularFile(file)) {
            throw CommandException.wrong(
                    "there is no task file %s; check the path".formatted(named));
        }
        try {
            return Tasks.parse(Files.readString(file), named);
        } catch (InvalidTaskException e) {
            throw CommandException.wrong(String.valueOf(e.getMessage()));
        } catch (CharacterCodingException e) {
            throw CommandException.wrong(
                    "the task file %s is not in UTF-8; save it so".formatted(named));
        } catch (IOException e) {
            throw CommandException.wrong(
                    "the task file %s cannot be read; check its permissions".formatted(named));
        }
    }

    private static String known(String model) {
        Prices prices = Prices.builtIn();
        if (prices.of(model, LocalDate.now(ZoneOffset.UTC)).isPresent()) {
            return model;
        }
        List<String> models = prices.all().stream().map(Price::model).distinct().toList();
        throw CommandException.wrong(
                "the model '%s' is not known%s; known are %s"
                        .formatted(
                                model,
                                Suggestions.question(model, models),
                                String.join(", ", models)));
    }
}
