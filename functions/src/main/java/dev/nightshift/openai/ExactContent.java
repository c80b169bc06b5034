package dev.nightshift.openai;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Content that must have the size it was announced with, since the answer to a request of the wrong
 * length never comes. Remembers why it could not be read, to tell that from a broken connection.
 */
final class ExactContent extends FilterInputStream {
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final long announced;
    private long left;

    ExactContent(InputStream content, long announced) {
        super(content);
        this.announced = announced;
        this.left = announced;
    }

    /** Throws what kept the content from being read; does nothing if it was read or is unread. */
    void check() throws IOException {
        IOException thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = in.read(buffer, offset, length);
            left -= Math.max(count, 0);
            if (left < 0 || (count < 0 && left > 0)) {
                throw new IOException(
                        "The content is %s than the %d bytes announced"
                                .formatted(left < 0 ? "longer" : "shorter", announced));
            }
            return count;
        } catch (IOException unreadable) {
            failure.compareAndSet(null, unreadable);
            throw unreadable;
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
