package dev.nightshift.collect;

import dev.nightshift.openai.OpenAi;
import dev.nightshift.storage.Bucket;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Brings OpenAI's files to the bucket, where they are safe, and to a local file, where any line can
 * be read. A file that is in the bucket is not asked of OpenAI again.
 */
@Singleton
public final class RawFiles {
    private final Bucket bucket;
    private final OpenAi openAi;

    public RawFiles(Bucket bucket, OpenAi openAi) {
        this.bucket = bucket;
        this.openAi = openAi;
    }

    /**
     * Brings one file.
     *
     * @param key where it lies in the bucket, or will
     * @param fileId the file at OpenAI; null when OpenAI has none
     * @param local where the bytes go; empty when there is no file
     */
    void fetch(String key, @Nullable String fileId, Path local) throws IOException {
        if (bucket.size(key).isPresent()) {
            try (InputStream in = bucket.open(key)) {
                Files.copy(in, local);
            }
        } else if (fileId != null) {
            try (InputStream in = openAi.content(fileId)) {
                Files.copy(in, local);
            }
            bucket.upload(key, local);
        } else {
            Files.createFile(local);
        }
    }
}
