package dev.nightshift.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where tasks come from: those that are built in, and files of the user's own. */
public final class Tasks {
    private static final List<String> BUILT_IN = List.of("analyze", "qualify");

    private Tasks() {}

    /** The built-in tasks, by name. */
    public static List<Task> builtIn() {
        return BUILT_IN.stream().map(name -> parse(resource(name), name + ".yaml")).toList();
    }

    /** A built-in task. */
    public static Optional<Task> find(String name) {
        return BUILT_IN.contains(name)
                ? Optional.of(parse(resource(name), name + ".yaml"))
                : Optional.empty();
    }

    public static boolean isBuiltIn(String name) {
        return BUILT_IN.contains(name);
    }

    /** Whether a task may be called so. */
    public static boolean isName(String text) {
        return TaskParser.NAME.matcher(text).matches();
    }

    /**
     * A task from its file's text.
     *
     * @param file the name to blame in messages
     * @throws InvalidTaskException when the text is no task, or OpenAI would refuse its requests;
     *     the message says why
     */
    public static Task parse(String yaml, String file) {
        Task task = kept(yaml, file);
        TaskCheck.of(task).requireSound(file);
        return task;
    }

    /**
     * A task that was sound when it was kept: what was learned of OpenAI's rules since stops no job
     * that is under way.
     *
     * @throws InvalidTaskException when the text is no task
     */
    public static Task kept(String yaml, String file) {
        return TaskParser.parse(yaml, file);
    }

    /**
     * A task from a file of the user's own.
     *
     * @throws InvalidTaskException when the file holds no task; the message says why
     */
    public static Task read(Path file) throws IOException {
        return parse(Files.readString(file), file.toString());
    }

    private static String resource(String name) {
        try (InputStream in = Tasks.class.getResourceAsStream("/tasks/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the built-in task " + name + " is not packed");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
