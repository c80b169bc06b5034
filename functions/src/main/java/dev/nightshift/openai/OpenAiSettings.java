package dev.nightshift.openai;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where OpenAI's API is reached, as whom, and how patiently. The key goes to {@code baseUrl} only
 * and appears in no text made of these settings.
 *
 * @param baseUrl the address that paths such as {@code /files} are appended to; http or https
 * @param provider whose API that is
 * @param deployments what the provider calls models, as {@code gpt-5=my-deployment,gpt-4.1=other};
 *     a model that is not named is called by its own name; blank for none
 * @param apiKey sent as a bearer token; null or blank if none is set, and then every call fails
 * @param apiKeySecret where Secrets Manager keeps that token, by ARN or name, if {@code apiKey} is
 *     not set; null for nowhere
 * @param organization the organization that pays, for keys that belong to several; null for the
 *     key's own
 * @param project the project that pays; null for the key's own
 * @param connectTimeout how long opening a connection may take
 * @param readTimeout how long a short call may take: about batches, or about a file
 * @param transferTimeout how long a long call may take: an upload, a model's answer; for a
 *     download, how long nothing may arrive
 * @param attempts how often a call is made at most before it is given up, the first included
 */
@ConfigurationProperties(OpenAiSettings.PREFIX)
public record OpenAiSettings(
        @Bindable(defaultValue = OpenAiSettings.DEFAULT_BASE_URL) String baseUrl,
        @Bindable(defaultValue = "OPENAI") Provider provider,
        @Bindable(defaultValue = "") String deployments,
        @Nullable String apiKey,
        @Nullable String apiKeySecret,
        @Nullable String organization,
        @Nullable String project,
        @Bindable(defaultValue = "10s") Duration connectTimeout,
        @Bindable(defaultValue = "60s") Duration readTimeout,
        @Bindable(defaultValue = "10m") Duration transferTimeout,
        @Bindable(defaultValue = "3") int attempts) {
    static final String PREFIX = "nightshift.openai";
    static final String DEFAULT_BASE_URL = "https://api.openai.com/v1";

    private static final Pattern DEPLOYMENT =
            Pattern.compile("\\s*([^\\s=]{1,200})\\s*=\\s*([^\\s=]{1,200})\\s*");

    public OpenAiSettings {
        if (!isPlainAddress(baseUrl)) {
            throw new IllegalArgumentException(
                    PREFIX + ".base-url must be a plain http or https address: " + baseUrl);
        }
        parse(deployments);
        apiKey = Text.orNull(apiKey);
        apiKeySecret = Text.orNull(apiKeySecret);
        organization = Text.orNull(organization);
        project = Text.orNull(project);
        requirePositive("connect-timeout", connectTimeout);
        requirePositive("read-timeout", readTimeout);
        requirePositive("transfer-timeout", transferTimeout);
        if (attempts < 1) {
            throw new IllegalArgumentException(
                    PREFIX + ".attempts must be at least 1: " + attempts);
        }
    }

    /** What the provider calls a model. */
    public String deployment(String model) {
        return parse(deployments).getOrDefault(model, model);
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> deployments = new HashMap<>();
        if (text.isBlank()) {
            return deployments;
        }
        for (String deployment : text.split(",", -1)) {
            var parts = DEPLOYMENT.matcher(deployment);
            if (!parts.matches() || deployments.put(parts.group(1), parts.group(2)) != null) {
                throw new IllegalArgumentException(
                        PREFIX
                                + ".deployments must be of the form MODEL=NAME,MODEL=NAME, each"
                                + " model once: '"
                                + deployment.strip()
                                + "'");
            }
        }
        return deployments;
    }

    private static boolean isPlainAddress(String text) {
        try {
            URI uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    private static void requirePositive(String name, Duration timeout) {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException(
                    PREFIX + "." + name + " must be positive: " + timeout);
        }
    }

    /** All but the key, of which it only says whether there is one. */
    @Override
    public String toString() {
        return "OpenAiSettings[baseUrl=%s, provider=%s, deployments=%s, apiKey=%s, apiKeySecret=%s, organization=%s, project=%s, connectTimeout=%s, readTimeout=%s, transferTimeout=%s, attempts=%d]"
                .formatted(
                        baseUrl,
                        provider,
                        deployments,
                        apiKey == null ? "none" : "set",
                        apiKeySecret,
                        organization,
                        project,
                        connectTimeout,
                        readTimeout,
                        transferTimeout,
                        attempts);
    }
}
