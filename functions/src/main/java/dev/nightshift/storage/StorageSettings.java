package dev.nightshift.storage;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Where a function's data lies.
 *
 * @param bucket the S3 bucket of files
 * @param table the DynamoDB table of rows
 * @param retentionDays days after which a row expires, at least 1
 */
@ConfigurationProperties("nightshift")
public record StorageSettings(
        String bucket, String table, @Bindable(defaultValue = "30") int retentionDays) {
    public StorageSettings {
        if (bucket.isBlank() || table.isBlank()) {
            throw new IllegalArgumentException(
                    "nightshift.bucket and nightshift.table must be set");
        }
        if (retentionDays < 1) {
            throw new IllegalArgumentException(
                    "nightshift.retention-days must be at least 1, was " + retentionDays);
        }
    }
}
