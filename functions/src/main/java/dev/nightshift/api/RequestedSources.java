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
import dev.nightshift.task.Task;
import jakarta.inject.Singleton;

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
        Source source = source(description, task);
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

    private static Source source(JsonNode description, Task task) {
        try {
            return Source.of(description, task);
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
}
