package dev.nightshift.openai;

import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpHeaders;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * A file's content on its way. Ends only where the server said it would; if the connection ends
 * before, reading fails.
 */
final class Download extends FilterInputStream {
    private final OpenAiFiles.Incoming incoming;
    private final OptionalLong length;
    private long read;

    Download(OpenAiFiles.Incoming incoming) {
        super(incoming.response().byteBody().toInputStream());
        this.incoming = incoming;
        this.length = incoming.response().getHeaders().contentLength();
    }

    /** Whether the end can be told from a break: the answer has a length, or comes in chunks. */
    static boolean isMeasured(ByteBodyHttpResponse<?> response) {
        HttpHeaders headers = response.getHeaders();
        return headers.contentLength().isPresent()
                || headers.contains(HttpHeaders.TRANSFER_ENCODING);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int got = in.read(buffer, offset, count);
        if (got > 0) {
            read += got;
        } else if (got < 0 && length.isPresent() && read != length.getAsLong()) {
            throw new EOFException(
                    "The download broke off after " + read + " of " + length.getAsLong());
        }
        return got;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        try (incoming) {
            in.close();
        }
    }
}
