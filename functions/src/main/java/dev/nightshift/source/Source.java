package dev.nightshift.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.record.InputHints;
import dev.nightshift.source.InvalidSourceException.Wrong;
import dev.nightshift.task.Task;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table whose records a job takes, and gives its results back to. A record is due when it was
 * never processed, or has changed since.
 */
public sealed interface Source {
    /** The column of a job's input by which a record is found again. */
    String KEY = "nightshift_key";

    /** The column of a job's input that says what a record's attribute of changes was, as read. */
    String VERSION = "nightshift_version";

    /** How a job's input is written that was read from a table. */
    InputHints INPUT = new InputHints(KEY, ',', StandardCharsets.UTF_8);

    /** Records of one job at most. */
    int LARGEST = 1_000_000;

    /** The columns that are written. */
    Written written();

    /** Records that a job takes at most. */
    int limit();

    /** What it is called, for people; without anything secret. */
    String place();

    /**
     * A DynamoDB table of the same account and region.
     *
     * @param index null to look through the whole table
     * @param fields the attributes that become columns of the job's input
     */
    record DynamoDb(
            String table, @Nullable Index index, List<String> fields, Written written, int limit)
            implements Source {
        public DynamoDb {
            fields = List.copyOf(fields);
        }

        @Override
        public String place() {
            return "dynamodb " + table;
        }
    }

    /**
     * A share of a DynamoDB table: one partition of a secondary index.
     *
     * @param key the index's partition key, a text
     */
    record Index(String name, String key, String value) {}

    /**
     * A table of a SQL database.
     *
     * @param secret where Secrets Manager has the way to the database; null for the way that the
     *     function's settings know
     * @param table its name, after that of its schema and a point where that is needed
     * @param query what is read in place of the table; has its key columns
     * @param key the columns that tell records apart
     * @param fields the columns that become columns of the job's input; empty for all
     */
    record Sql(
            @Nullable String secret,
            String table,
            @Nullable String query,
            List<String> key,
            List<String> fields,
            Written written,
            int limit)
            implements Source {
        public Sql {
            key = List.copyOf(key);
            fields = List.copyOf(fields);
        }

        @Override
        public String place() {
            return "sql " + table;
        }
    }

    /**
     * What is written to a record.
     *
     * @param mark says when the record was processed, by which task and in which job
     * @param changed is never written: it changes whenever the record does, and a record whose has
     *     changed is due again; null where none does
     * @param claim says which job has taken the record, and until when; null to have one job at a
     *     time work on the table
     * @param outcome how the record ended; null for nowhere
     * @param results where the properties of replies go, by property
     */
    record Written(
            String mark,
            @Nullable String changed,
            @Nullable String claim,
            @Nullable String outcome,
            Map<String, String> results) {
        public Written {
            results = Map.copyOf(results);
        }

        /** The columns that belong to Nightshift alone. */
        public List<String> own() {
            return Stream.concat(
                            Stream.of(mark),
                            Stream.concat(
                                    Stream.ofNullable(claim),
                                    Stream.concat(
                                            Stream.ofNullable(outcome), results.values().stream())))
                    .toList();
        }
    }

    /**
     * A source from its description.
     *
     * @throws InvalidSourceException when it is none; every wrong field is named
     */
    static Source of(JsonNode description) {
        return SourceParser.parse(description);
    }

    /**
     * A source from its description, for jobs of a task.
     *
     * @throws InvalidSourceException when it is none, or not for this task
     */
    static Source of(JsonNode description, Task task) {
        Source source = of(description);
        List<Wrong> wrong = TaskRules.broken(source, task);
        if (!wrong.isEmpty()) {
            throw new InvalidSourceException(wrong);
        }
        return source;
    }
}
