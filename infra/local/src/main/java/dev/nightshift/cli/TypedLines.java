package dev.nightshift.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What is typed or piped in, line by line; no line takes more memory than a long one may. */
final class TypedLines {
    /** Characters; more than any call of the API takes. */
    private static final int LONGEST = 100_000;

    private final BufferedReader in;

    TypedLines(InputStream in) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next line, cut where it is too long to be one; null at the end. */
    @Nullable String next() throws IOException {
        int next = in.read();
        if (next < 0) {
            return null;
        }
        var line = new StringBuilder();
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.length() < LONGEST) {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
