package dev.nightshift.batch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Hashes a task's requests. What all of them share, which is mostly the larger part, is hashed
 * once: a request is what it would be without a prompt, and the prompt.
 */
final class ContentHasher {
    private final MessageDigest sha256 = ContentHash.sha256();
    private final byte[] shared;

    /**
     * @param withoutPrompt the line of a request whose prompt is empty
     */
    ContentHasher(byte[] withoutPrompt) {
        shared = sha256.digest(withoutPrompt);
    }

    ContentHash hash(String prompt) {
        sha256.update(shared);
        return ContentHash.first(sha256.digest(prompt.getBytes(StandardCharsets.UTF_8)));
    }
}
