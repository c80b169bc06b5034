package dev.nightshift.exchange;

import dev.nightshift.job.Delivery.Fate;
import dev.nightshift.lambda.InParallel;
import dev.nightshift.lambda.Passing;
import dev.nightshift.source.Source;
import dev.nightshift.source.SourceRefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * A DynamoDB table. Records are written one by one, each by one conditional update: a transaction
 * would be done for all or none of several, and a batch takes no conditions.
 *
 * <pre>
 * {mark}   M  at, task, job, changed (as the record's was)
 * {claim}  S  2026-11-25T08:00:00.000Z 20261121-abcdefghijkl
 * </pre>
 */
final class DynamoDbTable implements OpenTable {
    private final DynamoDbClient dynamo;
    private final Source.DynamoDb source;
    private final Marks marks;
    private final Map<String, AttributeValue.Type> key;

    private DynamoDbTable(
            DynamoDbClient dynamo,
            Source.DynamoDb source,
            Marks marks,
            Map<String, AttributeValue.Type> key) {
        this.dynamo = dynamo;
        this.source = source;
        this.marks = marks;
        this.key = key;
    }

    /**
     * Asks DynamoDB for the table's key.
     *
     * @throws SourceRefusedException when there is no such table, or it may not be used
     */
    static DynamoDbTable open(DynamoDbClient dynamo, Source.DynamoDb source, Marks marks) {
        return new DynamoDbTable(dynamo, source, marks, key(dynamo, source));
    }

    /** The table's key attributes with their types, the partition's first. */
    private static Map<String, AttributeValue.Type> key(
            DynamoDbClient dynamo, Source.DynamoDb source) {
        TableDescription table =
                asked(() -> dynamo.describeTable(of -> of.tableName(source.table()))).table();
        Map<String, AttributeValue.Type> types = new HashMap<>();
        table.attributeDefinitions()
                .forEach(
                        one ->
                                types.put(
                                        one.attributeName(),
                                        AttributeValue.Type.valueOf(one.attributeTypeAsString())));
        Map<String, AttributeValue.Type> found = new LinkedHashMap<>();
        table.keySchema()
                .forEach(
                        one ->
                                found.put(
                                        one.attributeName(),
                                        Objects.requireNonNull(types.get(one.attributeName()))));
        for (String own : source.written().own()) {
            if (found.containsKey(own)) {
                throw new SourceRefusedException("%s is a key of the table".formatted(own));
            }
        }
        return found;
    }

    @Override
    public List<String> columns() {
        return source.fields();
    }

    @Override
    public Page read(@Nullable String after, int most) {
        Found found = find(after);
        List<Map<String, AttributeValue>> items = found.items();
        List<DueRecord> due = new ArrayList<>();
        for (int i = 0; i < items.size() && due.size() < most; ) {
            int end = Math.min(items.size(), i + Math.min(InParallel.WIDTH, most - due.size()));
            InParallel.each(items.subList(i, end), this::taken).stream()
                    .flatMap(Optional::stream)
                    .map(this::record)
                    .forEach(due::add);
            i = end;
        }
        return new Page(due, found.next());
    }

    @Override
    public boolean hasDue() {
        String after = null;
        do {
            Found found = find(after);
            if (!found.items().isEmpty()) {
                return true;
            }
            after = found.next();
        } while (after != null);
        return false;
    }

    /** What a look at the table brought, 1 MB of it at most. */
    private record Found(List<Map<String, AttributeValue>> items, @Nullable String next) {}

    private Found find(@Nullable String after) {
        Map<String, AttributeValue> from = after == null ? null : AttributeJson.untyped(after);
        DynamoDbTerms terms = terms();
        String filter = terms.due() + terms.isClaimable();
        Source.Index index = source.index();
        List<Map<String, AttributeValue>> items;
        Map<String, AttributeValue> last;
        if (index == null) {
            var answer =
                    asked(
                            () ->
                                    dynamo.scan(
                                            scan ->
                                                    scan.tableName(source.table())
                                                            .consistentRead(true)
                                                            .exclusiveStartKey(from)
                                                            .filterExpression(filter)
                                                            .expressionAttributeNames(terms.names())
                                                            .expressionAttributeValues(
                                                                    terms.values())));
            items = answer.items();
            last = answer.lastEvaluatedKey();
        } else {
            String partition =
                    "%s = %s"
                            .formatted(
                                    terms.name(index.key()),
                                    terms.value(AttributeValue.fromS(index.value())));
            var answer =
                    asked(
                            () ->
                                    dynamo.query(
                                            query ->
                                                    query.tableName(source.table())
                                                            .indexName(index.name())
                                                            .exclusiveStartKey(from)
                                                            .keyConditionExpression(partition)
                                                            .filterExpression(filter)
                                                            .expressionAttributeNames(terms.names())
                                                            .expressionAttributeValues(
                                                                    terms.values())));
            items = answer.items();
            last = answer.lastEvaluatedKey();
        }
        return new Found(items, last.isEmpty() ? null : AttributeJson.typed(last));
    }

    /** A record as it is once it is claimed; nothing where another was faster. */
    private Optional<Map<String, AttributeValue>> taken(Map<String, AttributeValue> item) {
        String claim = source.written().claim();
        if (claim == null) {
            return Optional.of(item);
        }
        Map<String, AttributeValue> place = new HashMap<>(item);
        place.keySet().retainAll(key.keySet());
        DynamoDbTerms terms = terms();
        String update =
                "SET %s = %s"
                        .formatted(
                                terms.name(claim),
                                terms.value(AttributeValue.fromS(marks.claim())));
        return update(
                place,
                update,
                terms,
                terms.isThere() + " AND " + terms.due() + terms.isClaimable());
    }

    private DueRecord record(Map<String, AttributeValue> item) {
        String changed = source.written().changed();
        AttributeValue version = changed == null ? null : item.get(changed);
        return new DueRecord(
                AttributeJson.joined(
                        key.keySet().stream()
                                .map(name -> AttributeJson.cell(item.get(name)))
                                .toList()),
                version == null
                        ? DueRecord.NO_VERSION
                        : AttributeJson.typed(Map.of("changed", version)),
                source.fields().stream().map(name -> AttributeJson.cell(item.get(name))).toList());
    }

    @Override
    public List<Fate> write(List<Ended> some) {
        List<Fate> fates = new ArrayList<>();
        for (int i = 0; i < some.size(); i += InParallel.WIDTH) {
            fates.addAll(
                    InParallel.each(
                            some.subList(i, Math.min(some.size(), i + InParallel.WIDTH)),
                            this::write));
        }
        return fates;
    }

    private Fate write(Ended ended) {
        try {
            return isWritten(ended) ? ended.isFinal() ? Fate.STORED : Fate.OPEN : Fate.PASSED_OVER;
        } catch (DynamoDbException e) {
            // As an item that would be larger than 400 KB, or a number of 40 digits.
            if (e.statusCode() != 400 || ended.values().isEmpty() || Passing.is(e)) {
                throw refused(e);
            }
            return isWritten(ended.refused()) ? Fate.REFUSED : Fate.PASSED_OVER;
        }
    }

    private boolean isWritten(Ended ended) {
        Source.Written written = source.written();
        DynamoDbTerms terms = terms();
        List<String> sets = new ArrayList<>();
        ended.values()
                .forEach(
                        (column, value) ->
                                sets.add(terms.set(column, AttributeJson.attribute(value))));
        if (written.outcome() != null) {
            sets.add(terms.set(written.outcome(), AttributeValue.fromS(ended.outcome())));
        }
        AttributeValue version =
                ended.version().equals(DueRecord.NO_VERSION)
                        ? null
                        : AttributeJson.untyped(ended.version()).get("changed");
        if (ended.isFinal()) {
            sets.add(terms.set(written.mark(), mark(version)));
        }
        String claim = written.claim();
        String update =
                (sets.isEmpty() ? "" : "SET " + String.join(", ", sets))
                        + (claim == null ? "" : " REMOVE " + terms.name(claim));
        if (update.isEmpty()) {
            return true;
        }
        String condition =
                "%s AND %s AND (%s OR %s)%s"
                        .formatted(
                                terms.isThere(),
                                terms.isUnchanged(version),
                                terms.due(),
                                terms.isMarkedByThisJob(),
                                terms.isClaimable());
        return update(place(ended.key()), update, terms, condition).isPresent();
    }

    private AttributeValue mark(@Nullable AttributeValue version) {
        Map<String, AttributeValue> mark = new HashMap<>();
        mark.put("at", AttributeValue.fromS(marks.at()));
        mark.put("task", AttributeValue.fromS(marks.task()));
        mark.put("job", AttributeValue.fromS(marks.job()));
        if (version != null) {
            mark.put("changed", version);
        }
        return AttributeValue.fromM(mark);
    }

    private Map<String, AttributeValue> place(String text) {
        List<String> parts = AttributeJson.split(text);
        Map<String, AttributeValue> place = new HashMap<>();
        int part = 0;
        for (Map.Entry<String, AttributeValue.Type> one : key.entrySet()) {
            place.put(one.getKey(), AttributeJson.scalar(one.getValue(), parts.get(part++)));
        }
        return place;
    }

    /** The record as it is then; nothing where the condition does not hold. */
    private Optional<Map<String, AttributeValue>> update(
            Map<String, AttributeValue> place,
            String update,
            DynamoDbTerms terms,
            String condition) {
        try {
            return Optional.of(
                    repeated(
                                    () ->
                                            dynamo.updateItem(
                                                    of ->
                                                            of.tableName(source.table())
                                                                    .key(place)
                                                                    .updateExpression(update)
                                                                    .conditionExpression(condition)
                                                                    .expressionAttributeNames(
                                                                            terms.names())
                                                                    .expressionAttributeValues(
                                                                            terms.values())
                                                                    .returnValues(
                                                                            ReturnValue.ALL_NEW)))
                            .attributes());
        } catch (ConditionalCheckFailedException otherwise) {
            return Optional.empty();
        }
    }

    private DynamoDbTerms terms() {
        return new DynamoDbTerms(key.keySet().iterator().next(), source.written(), marks);
    }

    private static <T> T asked(Retries.Work<T, RuntimeException> call) {
        try {
            return repeated(call);
        } catch (DynamoDbException e) {
            throw refused(e);
        }
    }

    private static <T> T repeated(Retries.Work<T, RuntimeException> call) {
        return Retries.of(RuntimeException.class, Passing::is, call);
    }

    /** What comes again, with what DynamoDB says of it: names of tables and attributes. */
    private static RuntimeException refused(DynamoDbException e) {
        return Passing.is(e)
                ? e
                : new SourceRefusedException(
                        "the table cannot be used: %s"
                                .formatted(e.awsErrorDetails().errorMessage()));
    }

    @Override
    public void close() {
        // The client is the function's.
    }
}
