package dev.nightshift.record;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The beginning of a file, looked at before it is read: what is plainly something else than records
 * is refused under its own name, which helps more than the first broken line of it would.
 */
final class FirstBytes {
    static final int LOOKED_AT = 1 << 16;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final String EXPORT_IT = ": open it and export it as CSV (UTF-8)";
    private static final Map<String, String> WHAT_IT_IS = new LinkedHashMap<>();

    static {
        WHAT_IT_IS.put("504b0304", "a spreadsheet (XLSX) or ZIP archive" + EXPORT_IT);
        WHAT_IT_IS.put("504b0506", "an empty ZIP archive" + EXPORT_IT);
        WHAT_IT_IS.put("d0cf11e0", "an old Office file (XLS)" + EXPORT_IT);
        WHAT_IT_IS.put("255044462d", "a PDF" + EXPORT_IT);
        WHAT_IT_IS.put("1f8b", "compressed with gzip twice: unpack it with gunzip");
        WHAT_IT_IS.put("28b52ffd", "compressed with zstd: unpack it with unzstd");
        WHAT_IT_IS.put("425a6839314159", "compressed with bzip2: unpack it with bunzip2");
        WHAT_IT_IS.put("89504e47", "a PNG image");
        WHAT_IT_IS.put("ffd8ff", "a JPEG image");
        WHAT_IT_IS.put("5041523115", "a Parquet file: export it as CSV (UTF-8)");
    }

    private FirstBytes() {}

    static boolean isPacked(byte[] first) {
        return first.length > 1 && first[0] == 0x1f && first[1] == (byte) 0x8b;
    }

    /**
     * @throws UnreadableInputException when the file is empty or something else than text
     */
    static void requireText(byte[] first) {
        if (first.length == 0) {
            throw new UnreadableInputException(
                    "The file is empty: a CSV file has a header line and then one row per record, a JSON file objects");
        }
        String hex = HexFormat.of().formatHex(first, 0, Math.min(8, first.length));
        WHAT_IT_IS.forEach(
                (magic, what) -> {
                    if (hex.startsWith(magic)) {
                        throw new UnreadableInputException("The file is " + what);
                    }
                });
    }

    /**
     * How the characters are written: as the byte order mark says, else UTF-8 where all of these
     * bytes are that, else Windows-1252. A character that these bytes cut off is no matter.
     *
     * @throws UnreadableInputException when they are no text
     */
    static Charset encodingOf(byte[] first) {
        if (first.length > 1 && first[0] == (byte) 0xff && first[1] == (byte) 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        if (first.length > 1 && first[0] == (byte) 0xfe && first[1] == (byte) 0xff) {
            return StandardCharsets.UTF_16BE;
        }
        boolean isUtf8 =
                !StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(first), CharBuffer.allocate(LOOKED_AT), false)
                        .isError();
        if (isUtf8) {
            return StandardCharsets.UTF_8;
        }
        if (controls(first) > first.length / 20) {
            throw new UnreadableInputException(
                    "The file is no text, for many of its bytes are control characters: export it as CSV (UTF-8)");
        }
        return WINDOWS_1252;
    }

    /** Bytes that stand in no text, NUL aside, of which UTF-16 has many. */
    private static int controls(byte[] bytes) {
        int controls = 0;
        for (byte one : bytes) {
            boolean isOfText = one == '\t' || one == '\n' || one == '\r' || one == '\f';
            controls += one > 0 && one < ' ' && !isOfText ? 1 : 0;
        }
        return controls;
    }
}
