package dev.nightshift.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.http.Caller;
import dev.nightshift.http.Cursors;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import dev.nightshift.job.TaskShelf;
import dev.nightshift.task.InvalidTaskException;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tasks that jobs can be started with by name: those that are built in, and the user's own. */
@Controller("/tasks")
class TasksController {
    private static final String LIST = "/tasks";
    private static final String YAML = "application/yaml";

    private static final String EXAMPLE =
            """
            name: greet
            version: 1
            purpose: Greets a person.
            model: gpt-6-luna
            max_output_tokens: 500
            instructions: Reply in one friendly sentence.
            prompt: Greet {{name}}.
            output:
              type: object
              properties: { greeting: { type: string } }
              required: [greeting]
              additionalProperties: false
            """;

    private final TaskShelf shelf;
    private final Cursors cursors;

    TasksController(TaskShelf shelf, Cursors cursors) {
        this.shelf = shelf;
        this.cursors = cursors;
    }

    /**
     * A task.
     *
     * @param reference name and version, as jobs tell it; absent, like all that follows, when the
     *     file is no task any more
     * @param purpose in one line
     * @param model that answers, unless a job names another
     * @param source the task's file
     * @param problem what is wrong with the file; absent when nothing is
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TaskView(
            @Schema(example = "greet") String name,
            boolean builtIn,
            @Nullable String reference,
            @Nullable String purpose,
            @Nullable String model,
            @Nullable String source,
            @Nullable String problem) {

        /** Without its file. */
        static TaskView brief(Task task) {
            return new TaskView(
                    task.name(),
                    Tasks.isBuiltIn(task.name()),
                    task.reference(),
                    task.purpose(),
                    task.model(),
                    null,
                    null);
        }

        static TaskView whole(Task task) {
            TaskView brief = brief(task);
            return new TaskView(
                    brief.name,
                    brief.builtIn,
                    brief.reference,
                    brief.purpose,
                    brief.model,
                    task.source(),
                    null);
        }
    }

    /**
     * Some tasks.
     *
     * @param nextCursor leads on; absent at the end
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TaskPage(List<TaskView> tasks, @Nullable String nextCursor) {}

    /** Lists the tasks, the built-in ones first, without their files. */
    @Get
    TaskPage list(
            @QueryValue @Nullable String cursor,
            @QueryValue(defaultValue = "20") @Min(1) @Max(100) int limit) {
        String last = cursor == null ? "" : cursors.open(LIST, cursor);
        List<String> names = shelf.names(last, limit);
        Stream<TaskView> own = names.stream().map(this::brief);
        Stream<TaskView> builtIn =
                cursor == null ? Tasks.builtIn().stream().map(TaskView::brief) : Stream.of();
        return new TaskPage(
                Stream.concat(builtIn, own).toList(),
                names.size() < limit ? null : cursors.seal(LIST, names.getLast()));
    }

    private TaskView brief(String name) {
        try {
            return shelf.find(name).map(TaskView::brief).orElseGet(() -> broken(name, "is gone"));
        } catch (InvalidTaskException e) {
            return broken(name, String.valueOf(e.getMessage()));
        }
    }

    private static TaskView broken(String name, String problem) {
        return new TaskView(name, false, null, null, null, null, problem);
    }

    /** Tells a task, with its file. */
    @Get("/{name}")
    TaskView get(String name) {
        try {
            return shelf.find(name).map(TaskView::whole).orElseThrow(TasksController::absent);
        } catch (InvalidTaskException e) {
            return broken(name, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Keeps a task of one's own, in place of one of this name. Jobs that were started keep the task
     * as it was. A task may be given in JSON as well.
     */
    @Put("/{name}")
    @Consumes({YAML, MediaType.APPLICATION_JSON})
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = YAML, schema = @Schema(type = "string", example = EXAMPLE)),
                @Content(mediaType = "application/json", schema = @Schema(type = "object"))
            })
    TaskView put(Caller caller, @Parameter(example = "greet") String name, @Body String text) {
        requireOwn(caller, name);
        try {
            Task task = TaskShelf.named(name, text);
            shelf.put(task);
            return TaskView.whole(task);
        } catch (InvalidTaskException e) {
            throw ProblemException.of(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** Removes a task of one's own. Jobs that were started with it go on. */
    @Delete("/{name}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, String name) {
        requireOwn(caller, name);
        if (!shelf.holds(name)) {
            throw absent();
        }
        shelf.delete(name);
    }

    /** What all callers use is changed by those who have the stack. */
    private static void requireOwn(Caller caller, String name) {
        caller.requireOperator();
        if (Tasks.isBuiltIn(name)) {
            throw ProblemException.of(
                    ProblemType.CONFLICT,
                    "The task %s is built in; give yours another name.".formatted(name));
        }
    }

    private static ProblemException absent() {
        return ProblemException.of(ProblemType.NOT_FOUND, "There is no task of this name.");
    }
}
