package dev.nightshift.upload;

import org.jspecify.annotations.Nullable;

/**
 * A file that was announced, and may have been brought by now.
 *
 * @param id 32 hexadecimal digits that cannot be guessed
 * @param owner who announced it; null for whoever has the stack
 * @param filename for people
 */
public record Upload(String id, @Nullable String owner, String filename) {
    /** Under what uploads lie in the bucket; what nobody uses goes by the bucket's own rule. */
    public static final String PREFIX = "uploads/api/";

    /** Bytes of an upload at most, so that S3 copies it within a call's time. */
    public static final long LARGEST = 1_000_000_000;

    /** Where its bytes lie. */
    public String key() {
        return PREFIX + id;
    }
}
