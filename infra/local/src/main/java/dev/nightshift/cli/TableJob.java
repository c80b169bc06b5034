package dev.nightshift.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.nightshift.cli.api.JobCalls.Started;
import dev.nightshift.cli.api.JobRequest;
import dev.nightshift.job.Delivery;
import dev.nightshift.job.JobOptions;
import dev.nightshift.source.InvalidSourceException;
import dev.nightshift.source.Source;
import dev.nightshift.task.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job of a table's records that may begin: its description was checked and its user agreed. */
final class TableJob {
    private final Path description;
    private final JsonNode tree;
    private final Source source;
    private final Task task;
    private final NewJobOptions options;

    private TableJob(
            Path description, JsonNode tree, Source source, Task task, NewJobOptions options) {
        this.description = description;
        this.tree = tree;
        this.source = source;
        this.task = task;
        this.options = options;
    }

    /**
     * Checks the description, and for jobs that cost money asks for consent.
     *
     * @throws CommandException when no job can be made of it, or the user does not agree
     */
    static TableJob of(Shell shell, NewJobOptions options, StackOptions stack, StackTuning tuning) {
        return of(shell, options, stack, tuning, null);
    }

    /**
     * The same for jobs of so many records at most.
     *
     * @param most null for the description's limit
     */
    static TableJob of(
            Shell shell,
            NewJobOptions options,
            StackOptions stack,
            StackTuning tuning,
            @Nullable Integer most) {
        StackStarter.requirePossible(shell, stack, tuning);
        Path named = options.source();
        if (named == null) {
            throw CommandException.wrong("Missing required option: '--source=FILE.yaml'");
        }
        options.wanted(Instant.now());
        JsonNode tree = tree(named, shell.resolve(named));
        if (most != null) {
            tree.forEach(
                    kind -> {
                        if (kind instanceof ObjectNode object) {
                            object.put("limit", most);
                        }
                    });
        }
        Task task =
                TaskChoice.of(
                        shell,
                        stack,
                        options.task(),
                        options.model(),
                        KnownPrices.of(shell, tuning));
        options.requireServedBy(task);
        Source source = source(named, tree, task);
        if (stack.isLive()) {
            Consent.to(
                    "Records of %s go to OpenAI and cost money, at most %,d a job. How much is not known before they are read%s."
                            .formatted(
                                    source.place(),
                                    source.limit(),
                                    options.wanted(Instant.now()).maxCost() == null
                                            ? "; --max-cost caps it"
                                            : ", and no more than --max-cost"),
                    options.isAgreed(),
                    shell);
        }
        return new TableJob(shell.resolve(named), tree, source, task, options);
    }

    private static JsonNode tree(Path named, Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw CommandException.wrong(
                    "%s cannot be read as YAML: %s"
                            .formatted(
                                    named,
                                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }

    private static Source source(Path named, JsonNode tree, Task task) {
        try {
            return Source.of(tree, task);
        } catch (InvalidSourceException e) {
            throw CommandException.wrong(named + ": " + e.getMessage());
        }
    }

    /** What became of a job's results in the table. */
    static String told(Delivery delivery) {
        String failure = delivery.failure();
        return "%,d stored, %,d still due, %,d passed over, %,d not taken by the table%s"
                .formatted(
                        delivery.stored(),
                        delivery.open(),
                        delivery.passedOver(),
                        delivery.refused(),
                        failure == null ? "" : "; " + failure);
    }

    /** The file that describes the table. */
    Path description() {
        return description;
    }

    /** What is done. */
    String described() {
        return "at most %,d records of %s, task %s, model %s"
                .formatted(source.limit(), source.place(), task.reference(), task.model());
    }

    int limit() {
        return source.limit();
    }

    /**
     * Hands the job to a stack, unless an earlier start under the user's key did so; a call that is
     * repeated starts nothing twice.
     */
    Started start(Connection connection) {
        JobOptions wanted = options.wanted(connection.clock().instant());
        return connection
                .jobs()
                .start(
                        new JobRequest(
                                null, task.source(), null, tree, JobRequest.Options.of(wanted)),
                        Objects.requireNonNullElseGet(
                                options.key(), () -> UUID.randomUUID().toString()));
    }
}
