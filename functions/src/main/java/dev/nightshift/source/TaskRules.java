package dev.nightshift.source;

import dev.nightshift.source.InvalidSourceException.Wrong;
import dev.nightshift.task.OutputSchema;
import dev.nightshift.task.Task;
import java.util.List;
import java.util.stream.Stream;

/** What a task must be like for a table to get its results. */
final class TaskRules {
    private TaskRules() {}

    /** Every rule that a task breaks; none where the table's records can go to it. */
    static List<Wrong> broken(Source source, Task task) {
        return Stream.concat(records(task), results(source, task)).toList();
    }

    /** What a table gets back goes to one record of it, so that each must be one of the job. */
    private static Stream<Wrong> records(Task task) {
        return task.reading().group() == null && task.reading().split() == null
                ? Stream.empty()
                : Stream.of(
                        new Wrong(
                                "",
                                "is not for %s, which puts records together or takes them apart: those of a table stay as they are"
                                        .formatted(task.name())));
    }

    /** What a reply never has could never be written. */
    private static Stream<Wrong> results(Source source, Task task) {
        String kind =
                switch (source) {
                    case Source.DynamoDb _ -> "dynamodb";
                    case Source.Sql _ -> "sql";
                };
        List<String> known = new OutputSchema(task).columns();
        return source.written().results().keySet().stream()
                .filter(property -> !known.contains(property))
                .sorted()
                .map(
                        property ->
                                new Wrong(
                                        "%s.results.%s".formatted(kind, property),
                                        "is no property of a reply to %s, which has %s"
                                                .formatted(task.name(), String.join(", ", known))));
    }
}
