package dev.nightshift.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Turns lines of JSON into one array, an element a line. */
final class JsonArray {
    private static final byte[] BETWEEN = ",\n".getBytes(StandardCharsets.US_ASCII);

    private JsonArray() {}

    /** Copies lines that are each ended by a line feed, as a stream. */
    static void ofLines(InputStream in, OutputStream out) throws IOException {
        out.write("[\n".getBytes(StandardCharsets.US_ASCII));
        byte[] buffer = new byte[64 * 1024];
        boolean isBetween = false;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            int from = 0;
            for (int i = 0; i < n; i++) {
                if (isBetween) {
                    out.write(BETWEEN);
                    isBetween = false;
                }
                if (buffer[i] == '\n') {
                    out.write(buffer, from, i - from);
                    from = i + 1;
                    isBetween = true;
                }
            }
            out.write(buffer, from, n - from);
        }
        out.write("\n]\n".getBytes(StandardCharsets.US_ASCII));
    }
}
