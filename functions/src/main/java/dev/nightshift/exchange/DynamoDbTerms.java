package dev.nightshift.exchange;

import dev.nightshift.source.Source.Written;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Names and values of one call's expressions, for any name may be a word that DynamoDB reserves;
 * and what is asked there of a record.
 */
final class DynamoDbTerms {
    private final String key;
    private final Written written;
    private final Marks marks;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    /**
     * @param key an attribute that every record has
     */
    DynamoDbTerms(String key, Written written, Marks marks) {
        this.key = key;
        this.written = written;
        this.marks = marks;
    }

    Map<String, String> names() {
        return names;
    }

    String name(String attribute) {
        for (Map.Entry<String, String> known : names.entrySet()) {
            if (known.getValue().equals(attribute)) {
                return known.getKey();
            }
        }
        String name = "#n" + names.size();
        names.put(name, attribute);
        return name;
    }

    String value(AttributeValue value) {
        String name = ":v" + values.size();
        values.put(name, value);
        return name;
    }

    /** For the SDK, which takes no empty map. */
    @Nullable Map<String, AttributeValue> values() {
        return values.isEmpty() ? null : values;
    }

    String set(String attribute, AttributeValue value) {
        return name(attribute) + " = " + value(value);
    }

    String isThere() {
        return "attribute_exists(%s)".formatted(name(key));
    }

    /** Never processed, or changed since. */
    String due() {
        String mark = name(written.mark());
        String changed = written.changed();
        if (changed == null) {
            return "attribute_not_exists(%s)".formatted(mark);
        }
        String was = mark + "." + name("changed");
        return "(attribute_not_exists(%s) OR (attribute_exists(%s) AND (attribute_not_exists(%s) OR %s <> %s)))"
                .formatted(mark, name(changed), was, was, name(changed));
    }

    String isUnchanged(@Nullable AttributeValue version) {
        String changed = written.changed();
        if (changed == null) {
            return isThere();
        }
        return version == null
                ? "attribute_not_exists(%s)".formatted(name(changed))
                : "%s = %s".formatted(name(changed), value(version));
    }

    String isMarkedByThisJob() {
        return "%s.%s = %s"
                .formatted(
                        name(written.mark()),
                        name("job"),
                        value(AttributeValue.fromS(marks.job())));
    }

    /**
     * A record is free when it has no claim, an expired one, or one of this job's. The rest of a
     * condition; nothing where records bear no claims.
     */
    String isClaimable() {
        String claim = written.claim();
        if (claim == null) {
            return "";
        }
        String name = name(claim);
        return " AND (attribute_not_exists(%s) OR %s < %s OR contains(%s, %s))"
                .formatted(
                        name,
                        name,
                        value(AttributeValue.fromS(marks.now())),
                        name,
                        value(AttributeValue.fromS(marks.job())));
    }
}
