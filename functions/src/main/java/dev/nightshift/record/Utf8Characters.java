package dev.nightshift.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The characters of a UTF-8 file, and the line each stands on. A line ends with CR LF, LF or CR.
 * What is before a broken byte is given out before the byte is reported.
 */
final class Utf8Characters {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
    private long bytesRead;
    private boolean ended;
    private long line = 1;
    private boolean afterCr;

    /**
     * @param offset where in the file {@code in} begins, in bytes
     */
    Utf8Characters(InputStream in, long offset) {
        this.in = in;
        this.bytesRead = offset;
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
                    "Line %d holds a NUL character: the file is binary, or UTF-16 (then convert it: iconv -f UTF-16 -t UTF-8)"
                            .formatted(line));
        }
        if (c == '\r' || (c == '\n' && !afterCr)) {
            line++;
        }
        afterCr = c == '\r';
        return c;
    }

    private boolean fill() throws IOException {
        chars.clear();
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (chars.position() > 0) {
                chars.flip();
                return true;
            }
            if (result.isError()) {
                chars.flip();
                throw notUtf8();
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

    private UnreadableInputException notUtf8() {
        return new UnreadableInputException(
                "Line %d is not UTF-8 (byte 0x%02X at offset %d): export the file as CSV (UTF-8), or convert it: iconv -f WINDOWS-1252 -t UTF-8"
                        .formatted(
                                line, bytes.get(bytes.position()), bytesRead - bytes.remaining()));
    }
}
