package dev.nightshift.simulator.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Responses that can be gone on from, one file each: {@code {"words":…,"response":…}}. */
public final class ResponseStore {
    private final Path dir;

    private ResponseStore(Path dir) {
        this.dir = dir;
    }

    /** Opens the responses kept in a directory, which is made when it does not exist. */
    public static ResponseStore open(Path dir) throws IOException {
        Files.createDirectories(dir);
        return new ResponseStore(dir);
    }

    /**
     * What is kept of one response.
     *
     * @param words what the user has said so far
     * @param response OpenAI's response object
     */
    record Stored(String words, ObjectNode response) {

        /** The chain up to this response, as the next one reads it. Thoughts are not kept. */
        Past past() {
            var usage = response.path("usage");
            long reasoning = usage.path("output_tokens_details").path("reasoning_tokens").asLong();
            return new Past(usage.path("total_tokens").asLong() - reasoning, words);
        }
    }

    /** What a request goes on from; empty when it names a response that is not kept. */
    public Optional<Past> past(Ask ask) throws IOException {
        String previous = ask instanceof ResponsesAsk responses ? responses.previous() : null;
        return previous == null ? Optional.of(Past.NONE) : find(previous).map(Stored::past);
    }

    Optional<Stored> find(String id) throws IOException {
        Optional<Path> file = file(id);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(file.get()), Stored.class));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    void keep(String words, ObjectNode response) throws IOException {
        Optional<Path> file = file(response.path("id").asText());
        if (file.isPresent()) {
            Path draft = Files.createTempFile(dir, "", ".draft");
            Json.MAPPER.writeValue(draft.toFile(), new Stored(words, response));
            Files.move(draft, file.get(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** False when there is none. */
    boolean delete(String id) throws IOException {
        Optional<Path> file = file(id);
        return file.isPresent() && Files.deleteIfExists(file.get());
    }

    /** Ids come from outside, so only those that this simulator makes become paths. */
    private Optional<Path> file(String id) {
        return id.matches("resp_[0-9a-f]{32}")
                ? Optional.of(dir.resolve(id + ".json"))
                : Optional.empty();
    }
}
