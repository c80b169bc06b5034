package dev.nightshift.api;

import dev.nightshift.job.JobInput;
import dev.nightshift.storage.Bucket;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The input of a job that a caller wants.
 *
 * @param field of the request, to be blamed
 * @param source what it is called, for people
 * @param bytes its size
 */
record RequestedInput(String field, String source, long bytes, Content content) {

    /** Where its bytes are. */
    sealed interface Content {
        record Inline(String csv) implements Content {}

        record Stored(String key) implements Content {}
    }

    /** Its first bytes, at most {@code most} and at least one. */
    InputStream open(Bucket bucket, long most) {
        return switch (content) {
            case Content.Inline(String csv) -> stream(csv);
            case Content.Stored(String key) -> bucket.open(key, 0, Math.min(most, bytes));
        };
    }

    JobInput forJob() {
        return switch (content) {
            case Content.Inline(String csv) -> new JobInput.Bytes(stream(csv));
            case Content.Stored(String key) -> new JobInput.Stored(key);
        };
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
