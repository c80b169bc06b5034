package dev.nightshift.cli;

import dev.nightshift.local.StackDescription;
import dev.nightshift.local.server.HttpApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a stack by its address what it is. */
final class RemoteStack {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private RemoteStack() {}

    /**
     * @throws CommandException when nobody answers there, or somebody else
     */
    static StackDescription describe(URI endpoint) {
        try {
            if (endpoint.toURL().openConnection() instanceof HttpURLConnection call) {
                call.setRequestProperty("Accept", HttpApi.DESCRIPTION);
                call.setConnectTimeout((int) PATIENCE.toMillis());
                call.setReadTimeout((int) PATIENCE.toMillis());
                try (InputStream body = call.getInputStream()) {
                    return StackDescription.fromJson(
                            new String(body.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            throw notAnAddress(endpoint);
        } catch (IOException silent) {
            throw CommandException.wrong(
                    "no stack answers at "
                            + endpoint
                            + "; 'nightshift up' starts one and prints the address of its HTTP API");
        } catch (IllegalArgumentException other) {
            throw notAnAddress(endpoint);
        }
    }

    private static CommandException notAnAddress(URI endpoint) {
        return CommandException.wrong(
                endpoint
                        + " is not the HTTP API of a stack; it looks like http://127.0.0.1:8080"
                        + " and 'nightshift up' prints it");
    }
}
