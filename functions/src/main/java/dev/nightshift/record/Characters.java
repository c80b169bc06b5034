package dev.nightshift.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The characters of a file, without a byte order mark, and the line each stands on. A line ends
 * with CR LF, LF or CR. What is before a broken byte is given out before the byte is reported.
 */
final class Characters {
    private static final int BUFFER = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final Charset encoding;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
    private boolean begun;
    private long bytesRead;
    private boolean ended;
    private long line = 1;
    private boolean afterCr;

    Characters(InputStream in, Charset encoding) {
        this.in = in;
        this.encoding = encoding;
        this.decoder =
                encoding.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The line on which the next character stands, from 1. */
    long line() {
        return line;
    }

    /** The next character without taking it, or -1 at the end. */
    int peek() throws IOException {
        return chars.hasRemaining() || fill() ? chars.get(chars.position()) : -1;
    }

    /** Takes the next character; -1 at the end. */
    int read() throws IOException {
        if (!chars.hasRemaining() && !fill()) {
            return -1;
        }
        char c = chars.get();
        if (c == 0) {
            throw new UnreadableInputException(
                    "Line %d holds a NUL character: the file is binary, or UTF-16 without a byte order mark (then say its encoding, such as utf-16le)"
                            .formatted(line));
        }
        if (c == '\r' || (c == '\n' && !afterCr)) {
            line++;
        }
        afterCr = c == '\r';
        return c;
    }

    /** What is left, for whoever counts lines by itself. */
    Reader reader() {
        return new Reader() {
            @Override
            public int read(char[] into, int offset, int length) throws IOException {
                if (!chars.hasRemaining() && !fill()) {
                    return -1;
                }
                int count = Math.min(length, chars.remaining());
                chars.get(into, offset, count);
                return count;
            }

            @Override
            public void close() {}
        };
    }

    private boolean fill() throws IOException {
        if (!decode()) {
            return false;
        }
        if (!begun) {
            begun = true;
            if (chars.get(chars.position()) == BYTE_ORDER_MARK) {
                chars.get();
                return chars.hasRemaining() || decode();
            }
        }
        return true;
    }

    private boolean decode() throws IOException {
        chars.clear();
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (chars.position() > 0) {
                chars.flip();
                return true;
            }
            if (result.isError()) {
                chars.flip();
                throw undecodable();
            }
            if (ended) {
                chars.flip();
                return false;
            }
            readMore();
        }
    }

    private void readMore() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + count);
            bytesRead += count;
        }
        bytes.flip();
    }

    private UnreadableInputException undecodable() {
        return new UnreadableInputException(
                "Line %d is not %s (byte 0x%02X at offset %d): %s"
                        .formatted(
                                line,
                                encoding.displayName(),
                                bytes.get(bytes.position()),
                                bytesRead - bytes.remaining(),
                                encoding.equals(StandardCharsets.UTF_8)
                                        ? "say its encoding, such as windows-1252, or export it as UTF-8"
                                        : "say its encoding, or export it as UTF-8"));
    }
}
