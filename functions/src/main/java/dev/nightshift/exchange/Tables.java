package dev.nightshift.exchange;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.job.Feed;
import dev.nightshift.job.Job;
import dev.nightshift.lambda.Passing;
import dev.nightshift.secret.Secrets;
import dev.nightshift.source.Source;
import dev.nightshift.source.SourceRefusedException;
import dev.nightshift.storage.Bucket;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** Opens the tables that jobs serve. */
@Singleton
final class Tables {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Bucket bucket;
    private final DynamoDbClient dynamo;
    private final JdbcSettings settings;
    private final Secrets secrets;
    private final InstantSource clock;

    Tables(
            Bucket bucket,
            DynamoDbClient dynamo,
            JdbcSettings settings,
            Secrets secrets,
            InstantSource clock) {
        this.bucket = bucket;
        this.dynamo = dynamo;
        this.settings = settings;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The table that a job serves. */
    Source of(Job job) throws IOException {
        try (InputStream in = bucket.open(job.files().description(Feed.TABLE))) {
            return Source.of(JSON.readTree(in));
        }
    }

    /**
     * A table, for a job; the caller closes it.
     *
     * @throws SourceRefusedException when it cannot be used
     */
    OpenTable open(Source source, Job job) {
        return open(source, Marks.of(job, clock.instant()));
    }

    /** A table, to be looked at. */
    OpenTable open(Source source, Marks marks) {
        return switch (source) {
            case Source.DynamoDb table -> DynamoDbTable.open(dynamo, table, marks);
            case Source.Sql table -> new SqlTable(connections(table.secret()), table, marks);
        };
    }

    private SqlConnections connections(@Nullable String secret) {
        String url = settings.url();
        if (url != null && !url.isBlank()) {
            return new SqlConnections(url, settings.user(), settings.password());
        }
        if (secret == null) {
            throw new SourceRefusedException(
                    "there is no way to the database: NIGHTSHIFT_JDBC_URL is not set, and the source names no secret");
        }
        return DatabaseSecret.connections(value(secret));
    }

    private String value(String secret) {
        try {
            return secrets.of(secret)
                    .value()
                    .orElseThrow(() -> new SourceRefusedException("there is no such secret"));
        } catch (SecretsManagerException e) {
            if (Passing.is(e)) {
                throw e;
            }
            throw new SourceRefusedException(
                    "the secret cannot be read: " + e.awsErrorDetails().errorCode());
        }
    }
}
