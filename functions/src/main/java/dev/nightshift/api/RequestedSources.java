package dev.nightshift.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.http.Caller;
import dev.nightshift.http.Problem.FieldError;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import dev.nightshift.job.Feed;
import dev.nightshift.job.JobInput;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.NewJob;
import dev.nightshift.record.InputHints;
import dev.nightshift.source.InvalidSourceException;
import dev.nightshift.source.Source;
import dev.nightshift.source.SourceLeases;
import dev.nightshift.task.OutputSchema;
import dev.nightshift.task.Task;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Makes jobs of tables that callers name. */
@Singleton
final class RequestedSources {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SourceLeases leases;

    RequestedSources(SourceLeases leases) {
        this.leases = leases;
    }

    /**
     * The job that a request with a source asks for. What the table holds is not looked at.
     *
     * @throws ProblemException when the caller may not, something in the request is wrong, or
     *     another job has the table to itself
     */
    NewJob of(JobRequest request, Task task, JobOptions options, Caller caller) {
        caller.requireOperator();
        if (request.records() != null || request.input() != null) {
            throw ProblemException.ofField("source", "stands in place of records and input");
        }
        if (!options.input().equals(InputHints.NONE) || options.maxRecords() != null) {
            throw ProblemException.ofField(
                    "options",
                    "id_column, delimiter, encoding and sample are not for a source; it has key and limit");
        }
        JsonNode description = JSON.valueToTree(request.source());
        Source source = source(description);
        requirePlain(task);
        requireProperties(source, task);
        leases.holder(source)
                .ifPresent(
                        job -> {
                            throw ProblemException.of(
                                    ProblemType.CONFLICT,
                                    "Job %s works on this table; start again when it is done."
                                            .formatted(job));
                        });
        return new NewJob(
                caller.owner(),
                source.place(),
                new JobInput.Fed(Feed.TABLE, description.toString()),
                task,
                options.withInput(Source.INPUT));
    }

    private static Source source(JsonNode description) {
        try {
            return Source.of(description);
        } catch (InvalidSourceException e) {
            throw ProblemException.ofFields(
                    e.wrong().stream()
                            .map(
                                    wrong ->
                                            new FieldError(
                                                    wrong.field().isEmpty()
                                                            ? "source"
                                                            : "source." + wrong.field(),
                                                    wrong.why()))
                            .toList());
        }
    }

    /** What a table gives back goes to one record of it, so that each must be one of the job. */
    private static void requirePlain(Task task) {
        if (task.reading().group() != null || task.reading().split() != null) {
            throw ProblemException.ofField(
                    "task",
                    "%s puts records together or takes them apart, which those of a table must not be"
                            .formatted(task.name()));
        }
    }

    /** What a reply never has could never be written. */
    private static void requireProperties(Source source, Task task) {
        Set<String> known = Set.copyOf(new OutputSchema(task).columns());
        List<FieldError> wrong =
                source.written().results().keySet().stream()
                        .filter(property -> !known.contains(property))
                        .map(
                                property ->
                                        new FieldError(
                                                "source.results." + property,
                                                "is no property of a reply to " + task.name()))
                        .sorted((a, b) -> a.field().compareTo(b.field()))
                        .toList();
        if (!wrong.isEmpty()) {
            throw ProblemException.ofFields(wrong);
        }
    }
}
