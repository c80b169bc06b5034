package dev.nightshift.openai;

import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.ClientFilter;
import io.micronaut.http.annotation.RequestFilter;

/** Says who calls and who pays. The key is nowhere but in the settings and in this header. */
@OpenAiCredentials
@ClientFilter
final class OpenAiCredentialsFilter {
    private final OpenAiSettings settings;

    OpenAiCredentialsFilter(OpenAiSettings settings) {
        this.settings = settings;
    }

    @RequestFilter
    void sign(MutableHttpRequest<?> request) {
        if (settings.apiKey() != null) {
            request.bearerAuth(settings.apiKey());
        }
        if (settings.organization() != null) {
            request.header("OpenAI-Organization", settings.organization());
        }
        if (settings.project() != null) {
            request.header("OpenAI-Project", settings.project());
        }
    }
}
