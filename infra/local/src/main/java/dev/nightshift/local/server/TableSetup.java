package dev.nightshift.local.server;

import dev.nightshift.local.template.Table;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/** Makes the table that a template declares. */
public final class TableSetup {
    private TableSetup() {}

    /** Makes the table unless it is there; one that is there is left as it is. */
    static void ensure(Table table, URI endpoint, String region) {
        try (DynamoDbClient dynamoDb =
                DynamoDbClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.of(region))
                        .credentialsProvider(LocalCredentials.provider())
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build()) {
            dynamoDb.createTable(creation(table));
            expiry(table).ifPresent(dynamoDb::updateTimeToLive);
        } catch (ResourceInUseException e) {
            // It was made at an earlier start.
        }
    }

    /** What asks DynamoDB for the table. */
    public static CreateTableRequest creation(Table table) {
        CreateTableRequest.Builder request =
                CreateTableRequest.builder()
                        .tableName(table.name())
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .keySchema(schema(table.key()))
                        .attributeDefinitions(attributes(table));
        if (!table.indexes().isEmpty()) {
            request.globalSecondaryIndexes(
                    table.indexes().stream().map(TableSetup::index).toList());
        }
        return request.build();
    }

    /** What has its items expire, once it is there; nothing where the template does not say so. */
    public static Optional<UpdateTimeToLiveRequest> expiry(Table table) {
        return table.timeToLive()
                .map(
                        attribute ->
                                UpdateTimeToLiveRequest.builder()
                                        .tableName(table.name())
                                        .timeToLiveSpecification(
                                                ttl -> ttl.attributeName(attribute).enabled(true))
                                        .build());
    }

    private static GlobalSecondaryIndex index(Table.Index index) {
        return GlobalSecondaryIndex.builder()
                .indexName(index.name())
                .keySchema(schema(index.key()))
                .projection(
                        projection -> {
                            projection.projectionType(index.projection());
                            if (!index.included().isEmpty()) {
                                projection.nonKeyAttributes(index.included());
                            }
                        })
                .build();
    }

    private static List<AttributeDefinition> attributes(Table table) {
        return Stream.concat(Stream.of(table.key()), table.indexes().stream().map(Table.Index::key))
                .flatMap(key -> Stream.concat(Stream.of(key.partition()), key.sort().stream()))
                .distinct()
                .map(
                        attribute ->
                                AttributeDefinition.builder()
                                        .attributeName(attribute.name())
                                        .attributeType(attribute.type())
                                        .build())
                .toList();
    }

    private static List<KeySchemaElement> schema(Table.Key key) {
        List<KeySchemaElement> schema = new ArrayList<>();
        schema.add(element(key.partition(), KeyType.HASH));
        key.sort().ifPresent(sort -> schema.add(element(sort, KeyType.RANGE)));
        return schema;
    }

    private static KeySchemaElement element(Table.Attribute attribute, KeyType role) {
        return KeySchemaElement.builder().attributeName(attribute.name()).keyType(role).build();
    }
}
