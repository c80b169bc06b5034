package dev.nightshift.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpResponse;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's API as the rest of the program uses it. Every call blocks its thread, may be made from
 * several threads at once, and may throw any {@link OpenAiException}.
 */
@Singleton
public class OpenAi {
    private static final int UNAUTHORIZED = 401;

    /**
     * Looks at a file that the provider still reads; whoever waits for longer comes again later.
     */
    private static final int LOOKS = 8;

    private static final Duration AFTER_FIRST_LOOK = Duration.ofMillis(250);

    private final Provider provider;
    private final Pause pause;
    private final ApiKey key;
    private final OpenAiApi api;
    private final OpenAiModels models;
    private final OpenAiFiles files;
    private final Attempts attempts;
    private final ObjectMapper json;

    @Inject
    OpenAi(
            OpenAiSettings settings,
            Pause pause,
            ApiKey key,
            OpenAiApi api,
            OpenAiModels models,
            OpenAiFiles files,
            Attempts attempts,
            ObjectMapper json) {
        this(settings.provider(), pause, key, api, models, files, attempts, json);
    }

    private OpenAi(
            Provider provider,
            Pause pause,
            ApiKey key,
            OpenAiApi api,
            OpenAiModels models,
            OpenAiFiles files,
            Attempts attempts,
            ObjectMapper json) {
        this.provider = provider;
        this.pause = pause;
        this.key = key;
        this.api = api;
        this.models = models;
        this.files = files;
        this.attempts = attempts;
        this.json = json;
    }

    /**
     * The same API, where no call is made a second time: for whoever has many calls under way and
     * sets their pace, which a call that waits by itself would hide.
     */
    public OpenAi once() {
        return new OpenAi(provider, pause, key, api, models, files, attempts.once(), json);
    }

    /**
     * Uploads a file of requests for batches. Nothing is held in memory.
     *
     * @param filename must end in {@code .jsonl}
     * @param bytes the exact size of the content; OpenAI takes up to 200 MB
     * @param content opened once for each attempt
     * @param expiresAfter an hour to 30 days, or longer where the provider's shortest is; null for
     *     the provider's own choice
     * @throws IOException if {@code content} cannot be read, or is not of that size
     */
    public UploadedFile upload(
            String filename, long bytes, InputStreamSource content, @Nullable Duration expiresAfter)
            throws IOException {
        if (!filename.matches("[\\w.-]+\\.jsonl")) {
            throw new IllegalArgumentException(
                    "OpenAI takes files named *.jsonl, of letters, digits, '.', '_' and '-': "
                            + filename);
        }
        ExpiresAfter expiry = provider.kept(expiresAfter);
        return make(
                "POST /files",
                Effect.NONE,
                () -> {
                    ExactContent exact = new ExactContent(content.open(), bytes);
                    Attempt<UploadedFile> attempt =
                            Wire.exchange(
                                    () -> files.upload(filename, bytes, exact, expiry),
                                    to(UploadedFile.class));
                    exact.check();
                    return attempt;
                });
    }

    /**
     * Opens a file's content. It arrives as it is read, a few buffers ahead; closing the stream
     * ends the download. A connection that breaks is an {@link IOException} of the stream, never
     * its end; whoever reads starts again.
     */
    public InputStream content(String fileId) {
        requireName(fileId);
        return make(
                "GET /files/" + fileId + "/content",
                Effect.NONE,
                () -> Wire.download(() -> files.content(fileId)));
    }

    /** Deletes a file; a file that is not there counts as deleted. */
    public void deleteFile(String fileId) {
        requireName(fileId);
        delete("DELETE /files/" + fileId, () -> api.deleteFile(fileId));
    }

    /**
     * Creates a batch, which is what costs money. OpenAI knows no idempotency here, so the call is
     * repeated only where it is certain that nothing was created: no connection came about, or the
     * answer was 429, or 503 with a code that says the server is too busy.
     *
     * @throws OutcomeUnknownException if it may have been created
     * @throws OpenAiUnavailableException also while the provider still reads the file
     */
    public Batch createBatch(NewBatch batch) {
        if (provider.readsFilesLater()) {
            awaitRead(batch.inputFileId());
        }
        NewBatch told = batch.withEndpoint(provider.batchEndpoint(batch.endpoint()));
        return call("POST /batches", Effect.CREATES, () -> api.createBatch(told), to(Batch.class));
    }

    private void awaitRead(String fileId) {
        requireName(fileId);
        String name = "GET /files/" + fileId;
        for (int look = 1; ; look++) {
            if (call(name, Effect.NONE, () -> api.file(fileId), to(UploadedFile.class)).isRead()) {
                return;
            }
            if (look == LOOKS || !paused(AFTER_FIRST_LOOK.multipliedBy(1L << (look - 1)))) {
                throw new OpenAiUnavailableException(
                        "the provider still reads file " + fileId,
                        OpenAiError.NO_ANSWER,
                        null,
                        null);
            }
        }
    }

    private boolean paused(Duration length) {
        try {
            pause.pause(length);
            return true;
        } catch (InterruptedException asksToEnd) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The batch as it stands now. */
    public Batch batch(String id) {
        requireName(id);
        return call("GET /batches/" + id, Effect.NONE, () -> api.batch(id), to(Batch.class));
    }

    /**
     * Lists batches, newest first.
     *
     * @param after the last batch of the page before; null for the first page
     * @param limit 1 to 100
     */
    public BatchPage batches(@Nullable String after, int limit) {
        if (limit < 1 || limit > 100) {
            throw new IllegalArgumentException("OpenAI lists 1 to 100 batches, not " + limit);
        }
        return call(
                "GET /batches", Effect.NONE, () -> api.batches(after, limit), to(BatchPage.class));
    }

    /** Asks for a batch to be cancelled, and returns it; as it stands if it is over already. */
    public Batch cancelBatch(String id) {
        requireName(id);
        return make(
                "POST /batches/" + id + "/cancel",
                Effect.NONE,
                () -> {
                    Attempt<Batch> attempt =
                            Wire.attempt(() -> api.cancelBatch(id), to(Batch.class));
                    return attempt instanceof Attempt.Failed<Batch>(Failure failure)
                                    && failure.error().status() == 409
                            ? Wire.attempt(() -> api.batch(id), to(Batch.class))
                            : attempt;
                });
    }

    /**
     * Asks for one chat completion.
     *
     * @param json the request's body, as a line of a batch carries it
     * @throws OutcomeUnknownException if it may have been answered and billed
     */
    public Reply chatCompletion(String json) {
        return call(
                "POST /chat/completions",
                Effect.PAYS,
                () -> models.chatCompletion(json),
                OpenAi::reply);
    }

    /**
     * Asks for one response.
     *
     * @param json the request's body, as a line of a batch carries it
     * @throws OutcomeUnknownException if it may have been answered and billed
     */
    public Reply createResponse(String json) {
        return call(
                "POST /responses", Effect.PAYS, () -> models.createResponse(json), OpenAi::reply);
    }

    /** A stored response. */
    public Reply response(String id) {
        requireName(id);
        return call("GET /responses/" + id, Effect.NONE, () -> api.response(id), OpenAi::reply);
    }

    /** Deletes a stored response; one that is not there counts as deleted. */
    public void deleteResponse(String id) {
        requireName(id);
        delete("DELETE /responses/" + id, () -> api.deleteResponse(id));
    }

    /** Refuses an id that would make the path that of something else, such as of the list. */
    private static void requireName(String id) {
        if (id.isBlank() || id.matches("\\.+")) {
            throw new IllegalArgumentException("Not an id: '" + id + "'");
        }
    }

    private void delete(String name, Supplier<HttpResponse<byte[]>> request) {
        try {
            call(name, Effect.NONE, request, Answer::status);
        } catch (OpenAiRejectedException e) {
            if (e.status() != 404) {
                throw e;
            }
        }
    }

    private <T> T call(
            String name,
            Effect effect,
            Supplier<HttpResponse<byte[]>> request,
            Wire.Reader<T> reader) {
        return make(name, effect, () -> Wire.attempt(request, reader));
    }

    private <T, X extends Exception> T make(String name, Effect effect, Attempts.Call<T, X> call)
            throws X {
        if (key.value().isEmpty()) {
            throw new OpenAiRejectedException(
                    name
                            + " was not sent: no key is set in "
                            + OpenAiSettings.PREFIX
                            + ".api-key, nor kept where .api-key-secret points to",
                    OpenAiError.NO_ANSWER);
        }
        try {
            return attempts.make(name, effect, call);
        } catch (OpenAiRejectedException refused) {
            // Whoever has no right to call has had nothing done, so the new key may be tried.
            if (refused.status() != UNAUTHORIZED || !key.hasChanged()) {
                throw refused;
            }
            return attempts.make(name, effect, call);
        }
    }

    private <T> Wire.Reader<T> to(Class<T> type) {
        return answer -> Objects.requireNonNull(json.readValue(answer.body(), type));
    }

    private static Reply reply(Answer answer) {
        return new Reply(
                new String(answer.body(), UTF_8),
                RateLimits.of(answer.header()),
                answer.header().apply("x-request-id"));
    }
}
