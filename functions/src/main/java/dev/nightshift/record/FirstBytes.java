package dev.nightshift.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The beginning of a file, looked at before it is read: what is plainly no CSV file is refused
 * under its own name, which helps more than the first broken line of it would.
 */
final class FirstBytes {
    private static final int LOOKED_AT = 1024;
    private static final byte[] UTF_8_BOM = HexFormat.of().parseHex("efbbbf");
    private static final String EXPORT_IT = ": open it and export it as CSV (UTF-8)";
    private static final Pattern JSON =
            Pattern.compile("\\{\\s*(\"|}|$).*|\\[\\s*([\\[{\"\\]]|-?\\d|$).*", Pattern.DOTALL);
    private static final Pattern MARKUP =
            Pattern.compile(
                    "<(!doctype|!--|\\?xml|[a-z][a-z0-9:]*[\\s/>]).*",
                    Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> WHAT_IT_IS = new LinkedHashMap<>();

    static {
        WHAT_IT_IS.put("504b0304", "a spreadsheet (XLSX) or ZIP archive" + EXPORT_IT);
        WHAT_IT_IS.put("504b0506", "an empty ZIP archive" + EXPORT_IT);
        WHAT_IT_IS.put("d0cf11e0", "an old Office file (XLS)" + EXPORT_IT);
        WHAT_IT_IS.put("255044462d", "a PDF" + EXPORT_IT);
        WHAT_IT_IS.put("1f8b", "compressed with gzip: unpack it with gunzip");
        WHAT_IT_IS.put("28b52ffd", "compressed with zstd: unpack it with unzstd");
        WHAT_IT_IS.put("89504e47", "a PNG image");
        WHAT_IT_IS.put("ffd8ff", "a JPEG image");
        WHAT_IT_IS.put("5041523115", "a Parquet file: export it as CSV (UTF-8)");
        WHAT_IT_IS.put("fffe", "UTF-16: convert it: iconv -f UTF-16 -t UTF-8");
        WHAT_IT_IS.put("feff", "UTF-16: convert it: iconv -f UTF-16 -t UTF-8");
    }

    private FirstBytes() {}

    /**
     * Looks at the beginning of {@code in}.
     *
     * @return all the characters of the file, without a byte order mark
     * @throws UnreadableInputException when the file is empty or something else than CSV
     */
    static Utf8Characters charactersOf(InputStream in) throws IOException {
        byte[] first = in.readNBytes(LOOKED_AT);
        if (first.length == 0) {
            throw new UnreadableInputException(
                    "The file is empty: a CSV file has a header line and then one row per record");
        }
        String hex = HexFormat.of().formatHex(first, 0, Math.min(8, first.length));
        WHAT_IT_IS.forEach(
                (magic, what) -> {
                    if (hex.startsWith(magic)) {
                        throw new UnreadableInputException("The file is " + what);
                    }
                });
        int bom = hex.startsWith("efbbbf") ? UTF_8_BOM.length : 0;
        byte[] rest = Arrays.copyOfRange(first, bom, first.length);
        refuseOtherText(new String(rest, StandardCharsets.ISO_8859_1).strip());
        return new Utf8Characters(new SequenceInputStream(new ByteArrayInputStream(rest), in), bom);
    }

    private static void refuseOtherText(String beginning) {
        if (JSON.matcher(beginning).matches()) {
            throw new UnreadableInputException(
                    "The file looks like JSON, not CSV: its first line must be the column names");
        }
        if (MARKUP.matcher(beginning).matches()) {
            throw new UnreadableInputException(
                    "The file looks like HTML or XML, not CSV: was a web page saved in place of"
                            + " the file?");
        }
    }
}
