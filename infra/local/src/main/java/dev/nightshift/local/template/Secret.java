package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The value of a secret that a template has generated. It is made when the template is read and
 * lives in memory only: the next start of a stack has another.
 */
final class Secret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final Set<String> KNOWN = Set.of("ExcludePunctuation", "PasswordLength");
    private static final int LONGEST = 4_096;

    private Secret() {}

    /**
     * Letters and digits, as many as {@code PasswordLength} says, or 32.
     *
     * @throws TemplateException if punctuation, or what is not known here, is asked for
     */
    static String generate(Declaration declared) {
        String where = declared.logicalId() + ": GenerateSecretString";
        JsonNode rules = declared.properties().path("GenerateSecretString");
        rules.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!KNOWN.contains(name)) {
                                throw new TemplateException(
                                        "%s.%s is not known here".formatted(where, name));
                            }
                        });
        int length = rules.path("PasswordLength").asInt(32);
        if (!rules.path("ExcludePunctuation").asBoolean() || length < 1 || length > LONGEST) {
            throw new TemplateException(
                    "%s must say ExcludePunctuation: true and a PasswordLength from 1 to %d"
                            .formatted(where, LONGEST));
        }
        return RANDOM.ints(length, 0, ALPHABET.length())
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
                .collect(Collectors.joining());
    }
}
