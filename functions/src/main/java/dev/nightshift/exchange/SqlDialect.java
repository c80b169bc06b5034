package dev.nightshift.exchange;

import dev.nightshift.source.SourceRefusedException;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/** What databases do each in their own way. */
enum SqlDialect {
    POSTGRESQL("jdbc:postgresql:", "org.postgresql.Driver") {
        @Override
        String text(String column) {
            return "CAST(%s AS text)".formatted(column);
        }

        @Override
        boolean passes(String state, int code) {
            // Serialisation failure, deadlock, lock not available, shutting down or starting up.
            return Set.of("40001", "40P01", "55P03", "57P01", "57P02", "57P03").contains(state);
        }

        @Override
        boolean isOfValues(String state, int code) {
            return state.startsWith("22") || state.startsWith("23");
        }

        @Override
        Properties properties() {
            var properties = new Properties();
            properties.setProperty("connectTimeout", "10");
            properties.setProperty("socketTimeout", "120");
            properties.setProperty("ApplicationName", "nightshift");
            // The database makes of a text what its column holds: a number, a date, JSON.
            properties.setProperty("stringtype", "unspecified");
            // Times as text must read the same in every step.
            properties.setProperty("options", "-c TimeZone=UTC -c DateStyle=ISO");
            return properties;
        }
    },
    SQL_SERVER("jdbc:sqlserver:", "com.microsoft.sqlserver.jdbc.SQLServerDriver") {
        // Style 126 is ISO 8601, with all digits of a time.
        @Override
        String text(String column) {
            return "CONVERT(nvarchar(100), %s, 126)".formatted(column);
        }

        @Override
        boolean passes(String state, int code) {
            // Deadlock, lock timeout, conflict of snapshots; and of Azure: busy, moving, throttled.
            return Set.of(1205, 1222, 3960, 3966, 40197, 40501, 40613, 49918, 49919, 49920)
                            .contains(code)
                    || state.equals("40001");
        }

        @Override
        boolean isOfValues(String state, int code) {
            // Conversion failed, overflow, too long, null or duplicate refused, constraint.
            return Set.of(245, 248, 8114, 8115, 8152, 2628, 241, 242, 220, 515, 547, 2601, 2627)
                    .contains(code);
        }

        @Override
        Properties properties() {
            var properties = new Properties();
            properties.setProperty("loginTimeout", "10");
            properties.setProperty("socketTimeout", "120000");
            properties.setProperty("applicationName", "nightshift");
            return properties;
        }
    };

    private final String scheme;
    private final String driver;

    SqlDialect(String scheme, String driver) {
        this.scheme = scheme;
        this.driver = driver;
    }

    /**
     * The dialect of a database.
     *
     * @throws SourceRefusedException when there is no driver for it
     */
    static SqlDialect of(String url) {
        for (SqlDialect dialect : values()) {
            if (url.startsWith(dialect.scheme)) {
                return dialect;
            }
        }
        throw new SourceRefusedException(
                "the address of the database must begin with jdbc:postgresql: or jdbc:sqlserver:");
    }

    /** Its driver, which is loaded here and nowhere else: no other function's start pays for it. */
    Driver driver() {
        try {
            return Class.forName(driver)
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the driver of " + name() + " is missing", e);
        }
    }

    /** A column as text, the same text for the same value. */
    abstract String text(String column);

    /** Whether the same transaction may succeed a little later. */
    abstract boolean passes(String state, int code);

    /** Whether it is the values of a record that the database does not take. */
    abstract boolean isOfValues(String state, int code);

    /** Timeouts, and how the driver is to behave. */
    abstract Properties properties();

    /** A name as an identifier; each part of a table's, where it has several. */
    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Whether the connection is lost; what is repeated needs another. */
    static boolean isLost(SQLException e) {
        String state = state(e);
        return state.startsWith("08") || state.startsWith("57P");
    }

    boolean passes(SQLException e) {
        return isLost(e) || passes(state(e), e.getErrorCode());
    }

    boolean isOfValues(SQLException e) {
        return isOfValues(state(e), e.getErrorCode());
    }

    static String state(SQLException e) {
        return Objects.requireNonNullElse(e.getSQLState(), "");
    }
}
