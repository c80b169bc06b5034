package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads a table's keys, indexes and time to live. */
final class TableReader {
    private final Declaration declared;
    private final Map<String, String> types;

    private TableReader(Declaration declared) {
        this.declared = declared;
        this.types =
                items(declared.properties().path("AttributeDefinitions"))
                        .collect(
                                Collectors.toMap(
                                        one -> one.path("AttributeName").asText(),
                                        one -> one.path("AttributeType").asText()));
    }

    static Table read(Declaration declared, Resolver resolver) {
        TableReader reader = new TableReader(declared);
        JsonNode properties = declared.properties();
        List<Table.Index> indexes = new ArrayList<>();
        for (JsonNode index : properties.path("GlobalSecondaryIndexes")) {
            JsonNode projection = index.path("Projection");
            indexes.add(
                    new Table.Index(
                            index.path("IndexName").asText(),
                            reader.key(index.path("KeySchema")),
                            projection.path("ProjectionType").asText("ALL"),
                            items(projection.path("NonKeyAttributes"))
                                    .map(JsonNode::asText)
                                    .toList()));
        }
        JsonNode timeToLive = properties.path("TimeToLiveSpecification");
        return new Table(
                resolver.name(declared),
                reader.key(properties.path("KeySchema")),
                indexes,
                timeToLive.path("Enabled").asText().equals("true")
                        ? Optional.of(timeToLive.path("AttributeName").asText())
                        : Optional.empty());
    }

    private Table.Key key(JsonNode schema) {
        Table.Attribute partition =
                attribute(schema, "HASH")
                        .orElseThrow(
                                () ->
                                        new TemplateException(
                                                declared.logicalId()
                                                        + ": a key needs an attribute of type"
                                                        + " HASH"));
        return new Table.Key(partition, attribute(schema, "RANGE"));
    }

    private Optional<Table.Attribute> attribute(JsonNode schema, String role) {
        return items(schema)
                .filter(one -> one.path("KeyType").asText().equals(role))
                .map(one -> one.path("AttributeName").asText())
                .map(name -> new Table.Attribute(name, type(name)))
                .findFirst();
    }

    private String type(String attribute) {
        String type = types.get(attribute);
        if (type == null) {
            throw new TemplateException(
                    "%s: key attribute %s is not among the AttributeDefinitions"
                            .formatted(declared.logicalId(), attribute));
        }
        return type;
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
