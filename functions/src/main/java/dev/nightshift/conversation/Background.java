package dev.nightshift.conversation;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * Hands work to the function that nobody waits for. Once it is taken, Lambda tries it up to three
 * times, a minute and two apart.
 */
@Singleton
final class Background {
    private final LambdaClient lambda;
    private final ConversationSettings settings;
    private final ObjectMapper json;

    Background(LambdaClient lambda, ConversationSettings settings, ObjectMapper json) {
        this.lambda = lambda;
        this.settings = settings;
        this.json = json;
    }

    void begin(WorkRequest work) {
        byte[] payload;
        try {
            payload = json.writeValueAsBytes(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lambda.invoke(
                invoke ->
                        invoke.functionName(settings.requireWorkFunction())
                                .invocationType(InvocationType.EVENT)
                                .payload(SdkBytes.fromByteArray(payload)));
    }
}
