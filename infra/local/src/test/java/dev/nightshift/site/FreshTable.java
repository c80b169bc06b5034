package dev.nightshift.site;

import dev.nightshift.local.server.TableSetup;
import dev.nightshift.local.template.Template;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The template's table on a site, empty at first. It goes with the site. */
public final class FreshTable {
    private FreshTable() {}

    /** Makes it; a client for what the code under test does not tell. */
    public static DynamoDbClient make(Site site, Template template) {
        DynamoDbClient dynamoDb = site.dynamoDbClient();
        String name = template.table().name();
        dynamoDb.createTable(TableSetup.creation(template.table()));
        site.add(() -> dynamoDb.deleteTable(delete -> delete.tableName(name)));
        try (var waiter = dynamoDb.waiter()) {
            waiter.waitUntilTableExists(describe -> describe.tableName(name));
        }
        TableSetup.expiry(template.table()).ifPresent(dynamoDb::updateTimeToLive);
        return dynamoDb;
    }
}
