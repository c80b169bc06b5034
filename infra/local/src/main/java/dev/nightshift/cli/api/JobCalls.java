package dev.nightshift.cli.api;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The API's calls about jobs. */
public final class JobCalls {
    private static final String ALL = "/jobs";
    private static final int LARGEST_PAGE = 100;
    private static final int NOT_FOUND = 404;

    private final ApiClient api;

    public JobCalls(ApiClient api) {
        this.api = api;
    }

    private record NewUpload(String filename, long bytes) {}

    private record Upload(String id, URI url, Map<String, String> headers) {}

    private record Files(Map<String, URI> files) {}

    /**
     * A start that may be the repeat of an earlier one.
     *
     * @param isNew whether the job was made for this start
     */
    public record Started(JobView job, boolean isNew) {}

    /** The newest jobs, the newest first. */
    public List<JobView> newest(int most) {
        List<JobView> jobs = new ArrayList<>();
        String cursor = null;
        do {
            JobView.Page page =
                    api.send(
                            ApiCall.get(ALL)
                                    .with("limit", Math.min(LARGEST_PAGE, most - jobs.size()))
                                    .with("cursor", cursor),
                            JobView.Page.class);
            jobs.addAll(Objects.requireNonNullElse(page.jobs(), List.of()));
            cursor = page.nextCursor();
        } while (cursor != null && jobs.size() < most);
        return jobs;
    }

    /** The job with an id; empty when there is none, or none that the caller may see. */
    public Optional<JobView> find(String id) {
        try {
            return Optional.of(api.send(ApiCall.get(path(id)), JobView.class));
        } catch (ApiException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The job with an id that is known to be one. */
    public JobView require(String id) {
        return api.send(ApiCall.get(path(id)), JobView.class);
    }

    public ProgressView progress(String id) {
        return api.send(ApiCall.get("/progress/" + ApiCall.encoded(id)), ProgressView.class);
    }

    /**
     * Brings a file for a job to be started of.
     *
     * @param sent is told bytes as they go
     */
    public JobRequest.Input upload(Path file, LongConsumer sent) {
        Upload upload =
                api.send(
                        ApiCall.post(
                                        "/uploads",
                                        new NewUpload(
                                                String.valueOf(file.getFileName()),
                                                file.toFile().length()))
                                // One that nobody uses costs nothing.
                                .repeatable(),
                        Upload.class);
        api.transfers()
                .put(
                        upload.url(),
                        Objects.requireNonNullElse(upload.headers(), Map.of()),
                        file,
                        sent);
        return new JobRequest.Input(upload.id());
    }

    /**
     * Starts a job, unless an earlier start led to it.
     *
     * @param key by which a repeat is known; null to have the content decide, so that either way a
     *     call that is repeated starts nothing twice
     */
    public Started start(JobRequest request, @Nullable String key) {
        ApiCall call = ApiCall.post(ALL, request);
        ApiAnswer answer = api.send(key == null ? call.repeatable() : call.keyed(key));
        return new Started(
                answer.as(JobView.class), answer.header("Idempotent-Replayed").isEmpty());
    }

    public JobView cancel(String id) {
        return api.send(ApiCall.post(path(id) + "/cancel", null).repeatable(), JobView.class);
    }

    /**
     * Runs a job once more.
     *
     * @param how {@code retry} or {@code resume}
     * @param maxCost what the whole job may cost from now on; null for no change
     */
    public JobView again(String id, String how, @Nullable BigDecimal maxCost) {
        return api.send(
                ApiCall.post(path(id) + "/" + how, null)
                        .with("max_cost_usd", maxCost == null ? null : maxCost.toPlainString()),
                JobView.class);
    }

    /** Has a job removed; it is gone when it is not found any more. */
    public void delete(String id) {
        api.send(ApiCall.delete(path(id)));
    }

    /** Where the files of a job are, such as {@code results.csv}; those that there are. */
    public Map<String, URI> files(String id) {
        return Objects.requireNonNullElse(
                api.send(ApiCall.get(path(id) + "/files"), Files.class).files(), Map.of());
    }

    /**
     * Reads a file of a job.
     *
     * @param name one of {@link #files}
     * @param reader may leave off where it has read enough
     */
    public void read(String id, String name, Transfers.Reader reader) {
        api.transfers()
                .get(
                        () ->
                                Optional.ofNullable(files(id).get(name))
                                        .orElseThrow(
                                                () ->
                                                        new ApiException(
                                                                NOT_FOUND,
                                                                "job %s has no %s"
                                                                        .formatted(id, name))),
                        reader);
    }

    private static String path(String id) {
        return ALL + "/" + ApiCall.encoded(id);
    }
}
