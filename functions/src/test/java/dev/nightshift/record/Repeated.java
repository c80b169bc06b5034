package dev.nightshift.record;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A file that begins once and then says the same thing {@code times} over, without holding it. */
final class Repeated extends InputStream {
    private final byte[] body;
    private byte[] current;
    private int position;
    private long left;

    Repeated(String beginning, String body, long times) {
        this.current = beginning.getBytes(StandardCharsets.UTF_8);
        this.body = body.getBytes(StandardCharsets.UTF_8);
        this.left = times;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int written = 0;
        while (written < length && advance()) {
            int part = Math.min(length - written, current.length - position);
            System.arraycopy(current, position, target, offset + written, part);
            position += part;
            written += part;
        }
        return written == 0 && length > 0 ? -1 : written;
    }

    private boolean advance() {
        if (position == current.length && left > 0) {
            current = body;
            position = 0;
            left--;
        }
        return position < current.length;
    }
}
