package dev.nightshift.simulator.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a file, and the form in which that is kept beside its content.
 *
 * @param id {@code file-} and 22 letters and digits
 * @param sequence rises with every file; orders files of the same second
 * @param bytes size
 * @param createdAt Unix seconds
 * @param purpose wire text, such as {@code batch}
 * @param expiresAt Unix seconds; null for never
 */
public record StoredFile(
        String id,
        long sequence,
        long bytes,
        long createdAt,
        String filename,
        String purpose,
        @Nullable Long expiresAt) {

    /** Whether it is gone at an instant in Unix seconds. */
    boolean expiredAt(long now) {
        Long end = expiresAt;
        return end != null && end <= now;
    }

    /** OpenAI's file object. */
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "file")
                .put("bytes", bytes)
                .put("created_at", createdAt)
                .put("expires_at", expiresAt)
                .put("filename", filename)
                .put("purpose", purpose)
                .put("status", "processed")
                .putNull("status_details");
    }
}
