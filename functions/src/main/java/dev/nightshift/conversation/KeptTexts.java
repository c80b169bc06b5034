package dev.nightshift.conversation;

import dev.nightshift.conversation.KeptText.Here;
import dev.nightshift.conversation.KeptText.There;
import dev.nightshift.storage.Bucket;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Keeps texts of conversations, long ones in the bucket under {@code conversations/{id}/}. A text
 * is written there before the row that names it.
 */
@Singleton
final class KeptTexts {
    /** Three of these and all the rest of a row are below 400 KB. */
    private static final int LONGEST_IN_ROW = 100_000;

    private final Bucket bucket;

    KeptTexts(Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * Keeps a text.
     *
     * @param name of the text within its conversation, as {@code turns/t1/reply}
     */
    KeptText keep(ConversationId id, String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_IN_ROW) {
            return new Here(text);
        }
        String key = prefix(id) + name + ".txt";
        bucket.put(key, bytes);
        return new There(key);
    }

    String read(KeptText text) {
        return switch (text) {
            case Here(String words) -> words;
            case There(String key) -> {
                try (InputStream in = bucket.open(key)) {
                    yield new String(in.readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** Removes all texts of a conversation that are in the bucket. */
    void deleteAll(ConversationId id) {
        bucket.deleteAll(prefix(id));
    }

    private static String prefix(ConversationId id) {
        return "conversations/" + id + "/";
    }
}
