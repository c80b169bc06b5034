package dev.nightshift.simulator.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;

/**
 * A {@code multipart/form-data} body. Its parts may come in any order; the one called {@code file}
 * goes to disk as it arrives.
 *
 * @param fields the parts that are no files, by name
 * @param filename of the file part; null when there was no such part
 */
record UploadForm(Map<String, String> fields, @Nullable String filename) {
    private static final int BUFFER = 1 << 16;
    private static final int FIELD_BYTES = 1 << 16;

    /** More bytes than any file may have. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(long most) {
            super("the upload has more than %d bytes".formatted(most));
        }
    }

    /**
     * Reads a form to its end.
     *
     * @param file where the content of the file part goes
     * @param most bytes that the whole form may have
     * @throws TooLarge as soon as there are more
     * @throws IOException also when the body is no such form
     */
    static UploadForm read(InputStream body, String contentType, Path file, long most)
            throws IOException {
        MultipartInput input =
                MultipartInput.builder()
                        .setInputStream(new Limited(body, most))
                        .setBoundary(boundary(contentType))
                        .setBufferSize(BUFFER)
                        .get();
        Map<String, String> fields = new HashMap<>();
        String filename = null;
        for (boolean more = input.skipPreamble(); more; more = input.readBoundary()) {
            Map<String, String> part = disposition(input.readHeaders());
            String name = part.getOrDefault("name", "");
            if (name.equals("file")) {
                filename = part.getOrDefault("filename", "upload");
                try (OutputStream out = Files.newOutputStream(file)) {
                    input.readBodyData(out);
                }
            } else {
                try (InputStream value = input.newInputStream()) {
                    byte[] bytes = value.readNBytes(FIELD_BYTES);
                    fields.put(name, new String(bytes, StandardCharsets.UTF_8));
                }
            }
        }
        return new UploadForm(Map.copyOf(fields), filename);
    }

    private static byte[] boundary(String contentType) throws IOException {
        String boundary = parameters(contentType).get("boundary");
        if (!contentType.startsWith("multipart/form-data") || boundary == null) {
            throw new IOException("not a multipart form: " + contentType);
        }
        return boundary.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> disposition(String headers) {
        return headers.lines()
                .filter(line -> line.regionMatches(true, 0, "content-disposition:", 0, 20))
                .findFirst()
                .map(UploadForm::parameters)
                .orElse(Map.of());
    }

    private static Map<String, String> parameters(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        Map<String, String> found = parser.parse(header, ';');
        found.values().removeIf(value -> value == null);
        return found;
    }

    /** Stops an upload that goes on for too long. */
    private static final class Limited extends FilterInputStream {
        private final long most;
        private long seen;

        Limited(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            seen += Math.max(read, 0);
            if (seen > most) {
                throw new TooLarge(most);
            }
            return read;
        }
    }
}
