package dev.nightshift.local.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The secrets that a template declares, in memory only, read and set in the format of <a
 * href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/">Secrets Manager</a>.
 */
public final class Secrets {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "secretsmanager.";
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private final Map<String, Version> byArn = new ConcurrentHashMap<>();

    /**
     * @param values the value that each begins with, by ARN
     */
    public Secrets(Map<String, String> values) {
        values.forEach((arn, value) -> byArn.put(arn, new Version(value)));
    }

    /** Whether a call is meant for Secrets Manager. */
    static boolean isFor(String target) {
        return target.startsWith(PREFIX);
    }

    HttpReply handle(String target, String body) {
        JsonNode input;
        try {
            input = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return error("SerializationException", "the body is no JSON");
        }
        Optional<String> arn = arn(input.path("SecretId").asText());
        if (arn.isEmpty()) {
            return error(
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret.");
        }
        return switch (target.substring(PREFIX.length())) {
            case "GetSecretValue" -> reply(described(arn.get(), true));
            case "PutSecretValue" -> put(arn.get(), input.path("SecretString").asText());
            default -> error("UnknownOperationException", target + " is not known here");
        };
    }

    private HttpReply put(String arn, String value) {
        if (value.isEmpty()) {
            return error("InvalidParameterException", "SecretString must be there");
        }
        byArn.put(arn, new Version(value));
        return reply(described(arn, false));
    }

    private ObjectNode described(String arn, boolean withValue) {
        Version version = byArn.getOrDefault(arn, new Version(""));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ARN", arn).put("Name", name(arn)).put("VersionId", version.id);
        json.putArray("VersionStages").add("AWSCURRENT");
        return withValue ? json.put("SecretString", version.value) : json;
    }

    private Optional<String> arn(String id) {
        return byArn.keySet().stream()
                .filter(arn -> arn.equals(id) || name(arn).equals(id))
                .findFirst();
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    private static HttpReply reply(ObjectNode json) {
        return new HttpReply(200, CONTENT_TYPE, Map.of(), json.toString());
    }

    private static HttpReply error(String type, String message) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("__type", type).put("Message", message);
        return new HttpReply(400, CONTENT_TYPE, Map.of("X-Amzn-ErrorType", type), json.toString());
    }

    private record Version(String id, String value) {
        Version(String value) {
            this(UUID.randomUUID().toString(), value);
        }
    }
}
