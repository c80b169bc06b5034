package dev.nightshift.exchange;

import dev.nightshift.source.SourceRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections to a database. */
final class SqlConnections {
    private final SqlDialect dialect;
    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;

    SqlConnections(String url, @Nullable String user, @Nullable String password) {
        this.dialect = SqlDialect.of(url);
        this.url = url;
        this.user = user;
        this.password = password;
    }

    SqlDialect dialect() {
        return dialect;
    }

    Connection open() throws SQLException {
        Properties properties = dialect.properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        Connection connection = dialect.driver().connect(url, properties);
        if (connection == null) {
            throw new SourceRefusedException(
                    "the address of the database is none that its driver knows");
        }
        return connection;
    }

    /**
     * What the database says no to. Only of statements and of access its own words are told; others
     * may have a record in them.
     */
    SourceRefusedException refused(SQLException e) {
        String state = SqlDialect.state(e);
        boolean hasNames =
                state.startsWith("42") || state.startsWith("28") || state.startsWith("3");
        return new SourceRefusedException(
                "the database refuses: SQLState %s, code %d%s"
                        .formatted(state, e.getErrorCode(), hasNames ? ", " + e.getMessage() : ""));
    }
}
