package dev.nightshift.local.template;

import java.util.List;
import java.util.Optional;

/**
 * A table of DynamoDB.
 *
 * @param timeToLive the attribute that holds the second since 1970 at which an item expires
 */
public record Table(String name, Key key, List<Index> indexes, Optional<String> timeToLive) {

    public Table {
        indexes = List.copyOf(indexes);
    }

    /** The attributes by which a table or an index is looked into. */
    public record Key(Attribute partition, Optional<Attribute> sort) {}

    /** An attribute of a key; its type is DynamoDB's letter S, N or B. */
    public record Attribute(String name, String type) {}

    /**
     * A global secondary index.
     *
     * @param projection ALL, KEYS_ONLY or INCLUDE
     * @param included the attributes besides the keys, when the projection is INCLUDE
     */
    public record Index(String name, Key key, String projection, List<String> included) {
        public Index {
            included = List.copyOf(included);
        }
    }
}
