package dev.nightshift.exchange;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way to a SQL database, where no source names a secret for it.
 *
 * @param url without the password; null where secrets say it
 */
@ConfigurationProperties("nightshift.jdbc")
record JdbcSettings(@Nullable String url, @Nullable String user, @Nullable String password) {
    JdbcSettings {
        if (url != null && url.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new IllegalArgumentException(
                    "nightshift.jdbc.url has a password in it; it belongs into nightshift.jdbc.password");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "JdbcSettings[" + url + "]";
    }
}
