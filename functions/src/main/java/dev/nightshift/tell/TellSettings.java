package dev.nightshift.tell;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * Whom the ends of jobs are told, and how.
 *
 * @param callback the address that is called for jobs that name none; null or blank for none
 * @param secret where Secrets Manager keeps what calls are signed with, by ARN or name; null or
 *     blank for nowhere, and then nobody is called
 * @param loopback whether this computer may be called, too, also without TLS: for the local cloud
 */
@ConfigurationProperties("nightshift.tell")
record TellSettings(@Nullable String callback, @Nullable String secret, boolean loopback) {
    TellSettings {
        callback = callback == null || callback.isBlank() ? null : callback.strip();
        secret = secret == null || secret.isBlank() ? null : secret.strip();
    }
}
