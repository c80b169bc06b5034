package dev.nightshift.openai;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's API as the rest of the program uses it. Every call blocks its thread, may be made from
 * several threads at once, and may throw any {@link OpenAiException}.
 */
@Singleton
public class OpenAi {
    /**
     * Uploads a file of requests for batches. Nothing is held in memory.
     *
     * @param filename must end in {@code .jsonl}
     * @param bytes the exact size of the content; OpenAI takes up to 200 MB
     * @param content opened once for each attempt
     * @param expiresAfter an hour to 30 days; null for OpenAI's 30 days
     * @throws IOException if {@code content} cannot be read, or is not of that size
     */
    public UploadedFile upload(
            String filename, long bytes, InputStreamSource content, @Nullable Duration expiresAfter)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens a file's content. It arrives as it is read, a few buffers ahead; closing the stream
     * ends the download. A connection that breaks is an {@link IOException} of the stream, never
     * its end; whoever reads starts again.
     */
    public InputStream content(String fileId) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a file; a file that is not there counts as deleted. */
    public void deleteFile(String fileId) {
        throw new UnsupportedOperationException();
    }

    /**
     * Creates a batch, which is what costs money. OpenAI knows no idempotency here, so the call is
     * repeated only where it is certain that nothing was created: no connection came about, or the
     * answer was 429, or 503 with a code that says the server is too busy.
     *
     * @throws OutcomeUnknownException if it may have been created
     */
    public Batch createBatch(NewBatch batch) {
        throw new UnsupportedOperationException();
    }

    /** The batch as it stands now. */
    public Batch batch(String id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Lists batches, newest first.
     *
     * @param after the last batch of the page before; null for the first page
     * @param limit 1 to 100
     */
    public BatchPage batches(@Nullable String after, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Asks for a batch to be cancelled, and returns it; as it stands if it is over already. */
    public Batch cancelBatch(String id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks for one chat completion.
     *
     * @param json the request's body, as a line of a batch carries it
     * @throws OutcomeUnknownException if it may have been answered and billed
     */
    public Reply chatCompletion(String json) {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks for one response.
     *
     * @param json the request's body, as a line of a batch carries it
     * @throws OutcomeUnknownException if it may have been answered and billed
     */
    public Reply createResponse(String json) {
        throw new UnsupportedOperationException();
    }

    /** A stored response. */
    public Reply response(String id) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a stored response; one that is not there counts as deleted. */
    public void deleteResponse(String id) {
        throw new UnsupportedOperationException();
    }
}
