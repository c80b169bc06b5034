package dev.nightshift.openai;

import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.ClientFilter;
import io.micronaut.http.annotation.RequestFilter;

/**
 * Says who calls and who pays. The key is nowhere but in the settings, or in Secrets Manager, and
 * in this header.
 */
@OpenAiCredentials
@ClientFilter
final class OpenAiCredentialsFilter {
    private final OpenAiSettings settings;
    private final ApiKey key;

    OpenAiCredentialsFilter(OpenAiSettings settings, ApiKey key) {
        this.settings = settings;
        this.key = key;
    }

    @RequestFilter
    void sign(MutableHttpRequest<?> request) {
        key.value().ifPresent(value -> settings.provider().sign(request, value));
        if (settings.organization() != null) {
            request.header("OpenAI-Organization", settings.organization());
        }
        if (settings.project() != null) {
            request.header("OpenAI-Project", settings.project());
        }
    }
}
