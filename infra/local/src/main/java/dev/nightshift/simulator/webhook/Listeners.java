package dev.nightshift.simulator.webhook;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.nightshift.simulator.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All webhook endpoints, in one file. */
public final class Listeners {
    private final Path file;
    private final Map<String, Listener> byId = new LinkedHashMap<>();

    private Listeners(Path file) {
        this.file = file;
    }

    /** Opens those kept in a directory, which is made when it does not exist. */
    public static Listeners open(Path dir) throws IOException {
        Listeners listeners = new Listeners(Files.createDirectories(dir).resolve("endpoints.json"));
        if (Files.exists(listeners.file)) {
            List<Listener> kept =
                    Json.MAPPER.readValue(listeners.file.toFile(), new TypeReference<>() {});
            kept.forEach(one -> listeners.byId.put(one.id(), one));
        }
        return listeners;
    }

    /** All, the newest first. */
    synchronized List<Listener> all() {
        return List.copyOf(byId.values()).reversed();
    }

    synchronized Optional<Listener> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Keeps one, in place of one of the same id. */
    synchronized void keep(Listener listener) throws IOException {
        byId.put(listener.id(), listener);
        save();
    }

    /** False when there is none. */
    synchronized boolean delete(String id) throws IOException {
        boolean was = byId.remove(id) != null;
        save();
        return was;
    }

    private void save() throws IOException {
        Path draft = file.resolveSibling("endpoints.draft");
        Json.MAPPER.writeValue(draft.toFile(), byId.values());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
