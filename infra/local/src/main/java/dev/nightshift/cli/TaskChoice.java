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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the task that the user named, for the model they named. */
final class TaskChoice {
    private TaskChoice() {}

    /**
     * @param named a built-in task's name, or a file's that ends in yaml or yml
     * @param model another model than the task's; null for its own
     * @throws CommandException when there is no such task, the file is none, or the model is not
     *     known
     */
    static Task of(Shell shell, String named, @Nullable String model) {
        return of(shell, named, model, Tasks::find);
    }

    /** The same; without {@code .yaml} it may be one that is kept in the stack, if that runs. */
    static Task of(Shell shell, StackOptions stack, String named, @Nullable String model) {
        return of(shell, named, model, name -> kept(shell, stack, name));
    }

    private static Optional<Task> kept(Shell shell, StackOptions stack, String name) {
        Optional<Task> builtIn = Tasks.find(name);
        if (builtIn.isPresent()) {
            return builtIn;
        }
        try (Connection running = Connection.ifRunning(shell, stack)) {
            return running == null
                    ? Optional.empty()
                    : new TaskCalls(running.api())
                            .find(name)
                            .map(TaskView::source)
                            .map(yaml -> Tasks.parse(yaml, name));
        }
    }

    private static Task of(
            Shell shell,
            String named,
            @Nullable String model,
            Function<String, Optional<Task>> byName) {
        try {
            Task task =
                    isFile(named)
                            ? read(shell, named)
                            : byName.apply(named).orElseThrow(() -> unknownTask(named));
            return model == null ? task : task.withModel(known(model));
        } catch (InvalidTaskException e) {
            throw CommandException.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isFile(String named) {
        return named.endsWith(".yaml") || named.endsWith(".yml");
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
