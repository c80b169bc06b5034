package dev.nightshift.simulator.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nightshift.simulator.http.Answer;
import dev.nightshift.simulator.http.ApiError;
import dev.nightshift.simulator.http.Call;
import dev.nightshift.simulator.http.Page;
import dev.nightshift.simulator.http.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calls about files.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/files">OpenAI's reference, Files</a>
 */
public final class FileApi {
    private static final Set<String> PURPOSES =
            Set.of("assistants", "batch", "fine-tune", "vision", "user_data", "evals");
    private static final Set<String> READABLE = Set.of("batch", "batch_output", "fine-tune");
    private static final int MOST_LISTED = 10_000;

    /** What a form has besides its file: boundaries, headers, fields. */
    private static final long FORM_BYTES = 1 << 20;

    private final FileStore store;
    private final FileLimits limits;
    private final Provider provider;

    public FileApi(FileStore store, FileLimits limits, Provider provider) {
        this.store = store;
        this.limits = limits;
        this.provider = provider;
    }

    public Answer create(Call call) throws IOException {
        Path draft = store.draft();
        try {
            UploadForm form;
            try {
                form =
                        UploadForm.read(
                                call.body(),
                                call.contentType(),
                                draft,
                                limits.anyBytes() + FORM_BYTES);
            } catch (UploadForm.TooLarge _) {
                return tooLarge(limits.anyBytes());
            } catch (IOException | IllegalArgumentException e) {
                return Answer.invalid("Could not parse the form: " + e.getMessage(), null, null);
            }
            return create(form, draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private Answer create(UploadForm form, Path draft) throws IOException {
        String filename = form.filename();
        String purpose = form.fields().get("purpose");
        if (filename == null) {
            return missing("file");
        }
        if (purpose == null) {
            return missing("purpose");
        }
        if (!PURPOSES.contains(purpose)) {
            return Answer.invalid(
                    "Invalid value: '%s' is not one of %s.".formatted(purpose, PURPOSES),
                    "purpose",
                    "invalid_value");
        }
        if (purpose.equals("batch") && !filename.endsWith(".jsonl")) {
            return wrongFormat();
        }
        long most = purpose.equals("batch") ? limits.batchBytes() : limits.anyBytes();
        if (Files.size(draft) > most) {
            return tooLarge(most);
        }
        return switch (Expiry.parse(form.fields(), purpose, provider)) {
            case Expiry.Refused refused -> refused.answer();
            case Expiry.After after ->
                    Answer.ok(store.commit(draft, filename, purpose, after.seconds()).json());
        };
    }

    public Answer list(Call call) {
        return switch (Page.parse(call, MOST_LISTED, MOST_LISTED)) {
            case Page.Parsed.Refused refused -> refused.answer();
            case Page.Parsed.Good good -> {
                String purpose = call.query("purpose", "");
                List<StoredFile> files =
                        store.all().stream()
                                .filter(f -> purpose.isEmpty() || f.purpose().equals(purpose))
                                .toList();
                boolean oldestFirst = call.query("order", "desc").equals("asc");
                yield good.page()
                        .cut(
                                oldestFirst ? files : files.reversed(),
                                StoredFile::id,
                                StoredFile::json)
                        .map(Answer::ok)
                        .orElseGet(() -> notFound(good.page().after()));
            }
        };
    }

    public Answer get(Call call) throws IOException {
        return store.find(call.id())
                .map(file -> Answer.ok(file.json()))
                .orElseGet(() -> notFound(call.id()));
    }

    public Answer delete(Call call) throws IOException {
        if (store.find(call.id()).isEmpty() || !store.delete(call.id())) {
            return notFound(call.id());
        }
        return Answer.ok(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", call.id())
                        .put("object", "file")
                        .put("deleted", true));
    }

    public Answer content(Call call) throws IOException {
        Optional<StoredFile> file = store.find(call.id());
        if (file.isEmpty()) {
            return notFound(call.id());
        }
        String purpose = file.get().purpose();
        if (!READABLE.contains(purpose)) {
            return Answer.invalid(
                    "Not allowed to download files of purpose: " + purpose, null, null);
        }
        return new Answer.Download(store.content(call.id()), Map.of());
    }

    private static Answer notFound(String id) {
        return Answer.refused(404, ApiError.invalid("No such File object: " + id, "id", null));
    }

    private static Answer missing(String part) {
        return Answer.invalid(
                "Missing required parameter: '%s'.".formatted(part),
                part,
                "missing_required_parameter");
    }

    /** The one error with a second key at the top, as OpenAI has been seen to send it. */
    private static Answer wrongFormat() {
        var body =
                ApiError.invalid("Invalid file format for Batch API. Must be .jsonl", null, null)
                        .json();
        body.putObject("detail");
        return new Answer.Body(400, body, Map.of());
    }

    private static Answer tooLarge(long most) {
        return Answer.refused(
                413,
                ApiError.invalid(
                        "The file is too large: at most %d bytes are accepted.".formatted(most),
                        "file",
                        null));
    }
}
