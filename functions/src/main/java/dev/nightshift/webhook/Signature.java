package dev.nightshift.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Says whether a delivery was signed with a secret (Standard Webhooks, {@code v1}): one of the
 * signatures in the header must be the HMAC-SHA256 over id, timestamp and body, and the timestamp
 * must be of these minutes. While a secret is rotated OpenAI signs with the old one as well.
 *
 * <p>The scheme's own library goes by the system's clock alone, and takes bodies as text.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">
 *     Standard Webhooks</a>
 */
final class Signature {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String ALGORITHM = "HmacSHA256";
    private static final String SECRET_PREFIX = "whsec_";
    private static final String VERSION = "v1,";

    private final SecretKeySpec key;

    /**
     * @param secret Base64 after {@code whsec_}, or else any text
     * @throws IllegalArgumentException when it is no Base64 after {@code whsec_}; the message does
     *     not repeat it
     */
    Signature(String secret) {
        this.key = new SecretKeySpec(keyOf(secret), ALGORITHM);
    }

    /** Whether a delivery is genuine and of these minutes. */
    boolean isBy(String id, String timestamp, String signatures, byte[] body, Instant now) {
        if (id.isEmpty() || !isOfTheseMinutes(timestamp, now)) {
            return false;
        }
        byte[] ours = hmac(id, timestamp, body);
        boolean matches = false;
        for (String signature : signatures.split(" ", -1)) {
            // No early end: how long it takes tells nobody how far they got.
            matches |=
                    signature.startsWith(VERSION)
                            && MessageDigest.isEqual(
                                    ours,
                                    signature
                                            .substring(VERSION.length())
                                            .getBytes(StandardCharsets.UTF_8));
        }
        return matches;
    }

    private static boolean isOfTheseMinutes(String timestamp, Instant now) {
        try {
            Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(sent, now).abs().compareTo(TOLERANCE) <= 0;
        } catch (NumberFormatException | DateTimeException | ArithmeticException none) {
            return false;
        }
    }

    /** In Base64, as it stands in the header. */
    private byte[] hmac(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encode(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] keyOf(String secret) {
        if (!secret.startsWith(SECRET_PREFIX)) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the webhook's secret begins with whsec_ and goes on with something else than Base64");
        }
    }
}
