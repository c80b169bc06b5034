package dev.nightshift.local;

import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.local.server.Loopback;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties by which the functions' clients find the local cloud. They are the ones that
 * Micronaut's AWS module reads; it knows a service by the name that its SDK client bears, which for
 * Step Functions is {@code states}.
 */
final class Surroundings {
    private Surroundings() {}

    static Map<String, Object> of(String region, Ports ports, OpenAiAccess openAi, Path scratch) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("aws.region", region);
        properties.put("aws.access-key-id", LocalCredentials.ACCESS_KEY_ID);
        properties.put("aws.secret-key", LocalCredentials.SECRET_KEY);
        properties.put("aws.s3.path-style-access-enabled", true);
        properties.put(endpointOf("s3"), Loopback.uri(ports.s3()).toString());
        properties.put(endpointOf("dynamodb"), Loopback.uri(ports.dynamoDb()).toString());
        for (String service : List.of("states", "lambda", "secretsmanager")) {
            properties.put(endpointOf(service), Loopback.uri(ports.cloud()).toString());
        }
        // The gateway says whose pages may call, here as on AWS.
        properties.put("micronaut.server.cors.localhost-pass-through", true);
        properties.put("nightshift.scratch.folder", scratch.toString());
        properties.put("nightshift.tell.loopback", true);
        properties.put("nightshift.openai.base-url", openAi.baseUrl().toString());
        properties.put("nightshift.openai.api-key", openAi.apiKey());
        return properties;
    }

    private static String endpointOf(String service) {
        return "aws.services.%s.endpoint-override".formatted(service);
    }
}
