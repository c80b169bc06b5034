package dev.nightshift.cli;

import dev.nightshift.cli.api.ApiAddress;
import dev.nightshift.local.OpenAi;
import dev.nightshift.local.RunningStack;
import dev.nightshift.local.StackDescription;
import dev.nightshift.local.server.LocalCredentials;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/**
 * The stack that is to be told by OpenAI, and who tells it.
 *
 * @param api the stack's HTTP API
 * @param openAi OpenAI, or the simulator
 * @param key for it
 * @param local the stack on this computer; null for one at AWS
 */
record WebhookTarget(URI api, URI openAi, String key, @Nullable StackDescription local) {
    private static final String PATH = "/webhooks/openai";

    /** What the simulator takes; it asks for a key, as OpenAI does, and takes any. */
    private static final String SIMULATED_KEY = "sk-simulated";

    /**
     * @throws CommandException where no stack is, or OpenAI cannot be asked
     */
    static WebhookTarget of(Shell shell, StackOptions options) {
        URI endpoint = options.endpoint();
        if (endpoint != null && !new ApiAddress(endpoint).isLocal()) {
            options.requireLiveAtAws();
            OpenAi.Live live = live(shell, options);
            return new WebhookTarget(endpoint, live.baseUrl(), live.apiKey(), null);
        }
        StackDescription local =
                endpoint != null
                        ? RemoteStack.describe(endpoint)
                        : RunningStack.find(options.folder(shell))
                                .orElseThrow(
                                        () ->
                                                CommandException.wrong(
                                                        "no stack runs in %s for OpenAI to tell; 'nightshift up' starts one, and --endpoint names one at AWS"
                                                                .formatted(
                                                                        shell.typed(
                                                                                options.folder(
                                                                                        shell)))));
        if (!local.openAiSimulated()) {
            throw CommandException.wrong(
                    "OpenAI cannot reach a stack on this computer; --endpoint names one at AWS");
        }
        return new WebhookTarget(local.api(), local.openAi(), SIMULATED_KEY, local);
    }

    private static OpenAi.Live live(Shell shell, StackOptions options) {
        return switch (StackStarter.openAi(shell, options, new StackTuning())) {
            case OpenAi.Live live -> live;
            case OpenAi.Simulated _ -> throw new IllegalStateException("--live was required");
        };
    }

    /** Where the stack takes deliveries. */
    URI address() {
        return api.resolve(PATH);
    }

    WebhookEndpoints endpoints() {
        return new WebhookEndpoints(openAi, key);
    }

    /**
     * Has the stack know what deliveries are signed with.
     *
     * @param stack its name
     * @throws CommandException when it cannot be told
     */
    void keep(String stack, String secret) {
        String name = stack + "-webhook";
        try (SecretsManagerClient secrets = secrets()) {
            secrets.putSecretValue(put -> put.secretId(name).secretString(secret));
        } catch (SdkException e) {
            // The message of the SDK names the secret and the caller, never the value.
            throw CommandException.wrong(
                    "Secrets Manager did not take the signing secret as %s: %s"
                            .formatted(name, Printable.line(String.valueOf(e.getMessage()))));
        }
    }

    private SecretsManagerClient secrets() {
        SecretsManagerClientBuilder builder =
                SecretsManagerClient.builder().httpClientBuilder(ApacheHttpClient.builder());
        if (local != null) {
            return builder.endpointOverride(local.cloud())
                    .region(Region.of(local.region()))
                    .credentialsProvider(LocalCredentials.provider())
                    .build();
        }
        new ApiAddress(api).region().map(Region::of).ifPresent(builder::region);
        return builder.build();
    }
}
