package dev.nightshift.local;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way to a SQL database that jobs may take records of. Given to the functions in memory.
 *
 * @param url for JDBC, without the password
 */
public record Database(String url, @Nullable String user, @Nullable String password) {
    /** As the functions' settings. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(Map.of("nightshift.jdbc.url", url));
        if (user != null) {
            properties.put("nightshift.jdbc.user", user);
        }
        if (password != null) {
            properties.put("nightshift.jdbc.password", password);
        }
        return properties;
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return "Database[" + url + "]";
    }
}
