package dev.nightshift.local;

import dev.nightshift.local.server.HttpApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/** The stack that runs from a folder, as another process finds it. */
public final class RunningStack {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private RunningStack() {}

    /**
     * The stack that was started from the folder and still answers; nothing if there is none, also
     * where one died and left its description behind.
     *
     * @throws LocalStackException if the folder cannot be read
     */
    public static Optional<StackDescription> find(Path dataDir) {
        try {
            StackDescription left = StackDescription.fromJson(Files.readString(file(dataDir)));
            return answers(left) ? Optional.of(left) : Optional.empty();
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Trouble.with(dataDir, e);
        }
    }

    static void announce(Path dataDir, StackDescription description) throws IOException {
        Path written = dataDir.resolve("stack.json.new");
        Files.writeString(written, description.toJson());
        Files.move(
                written,
                file(dataDir),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    static void withdraw(Path dataDir) throws IOException {
        Files.deleteIfExists(file(dataDir));
    }

    private static Path file(Path dataDir) {
        return dataDir.resolve("stack.json");
    }

    /** Asks at the address, since the port may be another program's by now. */
    private static boolean answers(StackDescription description) {
        try {
            HttpURLConnection call = (HttpURLConnection) description.api().toURL().openConnection();
            call.setRequestProperty("Accept", HttpApi.DESCRIPTION);
            call.setConnectTimeout((int) PATIENCE.toMillis());
            call.setReadTimeout((int) PATIENCE.toMillis());
            try (InputStream body = call.getInputStream()) {
                String told = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                return StackDescription.fromJson(told).equals(description);
            }
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
