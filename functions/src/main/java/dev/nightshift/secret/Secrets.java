package dev.nightshift.secret;

import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The secrets that AWS Secrets Manager keeps; nothing is asked of it before one is needed. */
@Singleton
public final class Secrets {
    private final Provider<SecretsManagerClient> client;
    private final InstantSource clock;

    Secrets(Provider<SecretsManagerClient> client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * A secret by its ARN or name.
     *
     * @param arn which
     */
    public KeptSecret of(String arn) {
        return new KeptSecret(() -> read(arn), clock);
    }

    /** What it is now; nothing where it was never set. */
    private Optional<String> read(String arn) {
        try {
            String value = client.get().getSecretValue(get -> get.secretId(arn)).secretString();
            return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
        } catch (ResourceNotFoundException never) {
            return Optional.empty();
        }
    }
}
