package dev.nightshift.job;

import dev.nightshift.storage.Bucket;
import dev.nightshift.task.InvalidTaskException;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The tasks that are found by name: those that are built in, and the user's own, each of which is
 * an object of the bucket, {@code tasks/{name}.yaml}. A job keeps the task that it started with.
 */
@Singleton
public final class TaskShelf {
    private static final String FOLDER = "tasks/";
    private static final String ENDING = ".yaml";

    private final Bucket bucket;

    public TaskShelf(Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * A task; a built-in one before the user's own.
     *
     * @throws InvalidTaskException when the user's file is no task of that name
     */
    public Optional<Task> find(String name) {
        Optional<Task> builtIn = Tasks.find(name);
        return builtIn.isPresent() ? builtIn : own(name);
    }

    private Optional<Task> own(String name) {
        if (!Tasks.isName(name)) {
            return Optional.empty();
        }
        try (InputStream in = bucket.open(key(name))) {
            return Optional.of(named(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (NoSuchKeyException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The user's task in a text.
     *
     * @throws InvalidTaskException when it is none, or one of another name
     */
    public static Task named(String name, String text) {
        Task task = Tasks.parse(text, name);
        if (!task.name().equals(name)) {
            throw new InvalidTaskException(
                    "%s: name must be %s, as the task is called, was %s"
                            .formatted(name, name, task.name()));
        }
        return task;
    }

    /** The names of the user's own tasks in order, those after {@code last}, so many at most. */
    public List<String> names(String last, int limit) {
        String after = last.isEmpty() ? FOLDER : key(last);
        return bucket.keys(FOLDER, after, limit).stream()
                .filter(key -> key.endsWith(ENDING))
                .map(key -> key.substring(FOLDER.length(), key.length() - ENDING.length()))
                .toList();
    }

    /** Keeps a task of the user's own, in place of one of this name. */
    public void put(Task task) {
        bucket.put(key(task.name()), task.source().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether there is a task of the user's own of this name. */
    public boolean holds(String name) {
        return Tasks.isName(name) && bucket.size(key(name)).isPresent();
    }

    /** Removes a task of the user's own; without effect when there is none. */
    public void delete(String name) {
        bucket.delete(key(name));
    }

    private static String key(String name) {
        return FOLDER + name + ENDING;
    }
}
