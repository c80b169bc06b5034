package dev.nightshift.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.source.SourceRefusedException;

/** The way to a database, as RDS writes it into Secrets Manager. */
final class DatabaseSecret {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DatabaseSecret() {}

    /**
     * Connections by a secret: {@code username} and {@code password}, and either {@code jdbc_url}
     * or {@code engine} ({@code postgres…}, {@code aurora-postgresql}, {@code sqlserver…}), {@code
     * host}, {@code port} and {@code dbname}.
     *
     * @throws SourceRefusedException when it is another; what it says is never told
     */
    static SqlConnections connections(String secret) {
        JsonNode all = tree(secret);
        String given = all.path("jdbc_url").asText();
        String url = given.isEmpty() ? url(all) : given;
        return new SqlConnections(
                url, all.path("username").textValue(), all.path("password").textValue());
    }

    private static JsonNode tree(String secret) {
        try {
            return JSON.readTree(secret);
        } catch (JsonProcessingException e) {
            throw wrong();
        }
    }

    private static String url(JsonNode all) {
        String engine = all.path("engine").asText();
        String host = all.path("host").asText();
        String name = all.path("dbname").asText();
        if (engine.startsWith("sqlserver")) {
            return "jdbc:sqlserver://%s:%d;databaseName=%s;encrypt=true"
                    .formatted(host, all.path("port").asInt(1433), name);
        }
        if (engine.contains("postgres")) {
            return "jdbc:postgresql://%s:%d/%s?sslmode=require"
                    .formatted(host, all.path("port").asInt(5432), name);
        }
        throw wrong();
    }

    private static SourceRefusedException wrong() {
        return new SourceRefusedException(
                "the secret has no jdbc_url, and no engine, host, port and dbname of PostgreSQL or SQL Server");
    }
}
