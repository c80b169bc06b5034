package dev.nightshift.cli;

import dev.nightshift.local.server.HttpApi;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The present of a stack in another process, asked anew each time, for its time may be hurried.
 * While it does not answer, it counts as being as far ahead of the computer's as it last was.
 */
final class StackTime implements InstantSource {
    private static final int PATIENCE_MILLIS = 2_000;

    private final URI api;
    private volatile Duration ahead = Duration.ZERO;

    StackTime(URI api) {
        this.api = api;
    }

    @Override
    public Instant instant() {
        try {
            Instant told = ask();
            ahead = Duration.between(Instant.now(), told);
            return told;
        } catch (IOException | DateTimeException silent) {
            return Instant.now().plus(ahead);
        }
    }

    private Instant ask() throws IOException {
        HttpURLConnection call = (HttpURLConnection) api.toURL().openConnection();
        call.setRequestProperty("Accept", HttpApi.DESCRIPTION);
        call.setConnectTimeout(PATIENCE_MILLIS);
        call.setReadTimeout(PATIENCE_MILLIS);
        try (var body = call.getInputStream()) {
            body.readAllBytes();
        }
        String told = call.getHeaderField(HttpApi.TIME);
        if (told == null) {
            throw new IOException(api + " does not tell its time");
        }
        return Instant.parse(told);
    }
}
