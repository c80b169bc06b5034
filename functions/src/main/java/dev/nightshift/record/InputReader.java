package dev.nightshift.record;

import dev.nightshift.record.InputForm.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opens inputs of any form: CSV with any delimiter, JSON lines, a JSON document; as they are or
 * packed with gzip. What was not said is told by the content; the name only helps where that leaves
 * a choice.
 */
public final class InputReader {
    private static final Pattern JSON =
            Pattern.compile("\\{\\s*(\"|}|$).*|\\[\\s*([\\[{\"\\]]|-?\\d|$).*", Pattern.DOTALL);
    private static final Pattern MARKUP =
            Pattern.compile(
                    "<(!doctype|!--|\\?xml|[a-z][a-z0-9:]*[\\s/>]).*",
                    Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private final InputStream in;
    private final String name;
    private final InputHints options;
    private final @Nullable List<String> path;
    private final boolean hasIds;

    private InputReader(
            InputStream in,
            String name,
            InputHints options,
            @Nullable List<String> path,
            boolean hasIds) {
        this.in = in;
        this.name = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        this.options = options;
        this.path = path;
        this.hasIds = hasIds;
    }

    /**
     * Stands before the first row of an input.
     *
     * @param in taken over: closed with the rows, and also when it cannot be opened
     * @param name the file's, as a hint
     * @param path names of the members of a JSON document that lead to its list of records; null
     *     for the only list of objects that it has
     * @param hasIds whether rows have ids, each its own; else they are called after their places
     * @throws UnreadableInputException when the file is something else, or cannot be read as what
     *     was said of it
     */
    public static Records open(
            InputStream in,
            String name,
            InputHints options,
            @Nullable List<String> path,
            boolean hasIds)
            throws IOException {
        try {
            return new InputReader(in, name, options, path, hasIds).open();
        } catch (IOException | RuntimeException e) {
            try {
                in.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /** What a file holds that may be packed with gzip, as a stream. */
    public static InputStream unpacked(InputStream in) throws IOException {
        PushbackInputStream all = peeked(in);
        return FirstBytes.isPacked(first(all)) ? new Unpacked(all) : all;
    }

    private Records open() throws IOException {
        PushbackInputStream all = peeked(in);
        byte[] first = first(all);
        boolean isPacked = FirstBytes.isPacked(first);
        if (isPacked) {
            all = peeked(new Unpacked(all));
            first = first(all);
        }
        FirstBytes.requireText(first);
        Charset encoding =
                options.encoding() == null ? FirstBytes.encodingOf(first) : options.encoding();
        String text = new String(first, encoding);
        String beginning = text.startsWith("\uFEFF") ? text.substring(1) : text;
        boolean isWhole = first.length < FirstBytes.LOOKED_AT;
        var characters = new Characters(all, encoding);
        if (isJson(beginning)) {
            boolean isLines = isLines(beginning, isWhole);
            var form =
                    new InputForm(
                            isLines ? Format.JSON_LINES : Format.JSON, encoding, null, isPacked);
            JsonSource source =
                    isLines ? new JsonLines(characters) : new JsonDocument(characters, path);
            return JsonRecords.open(all, source, form, ids());
        }
        if (MARKUP.matcher(beginning.strip()).matches()) {
            throw new UnreadableInputException(
                    "The file looks like HTML or XML, not CSV: was a web page saved in place of the file?");
        }
        char delimiter =
                options.delimiter() == null
                        ? Delimiters.find(beginning, isWhole)
                        : options.delimiter();
        return CsvRecords.open(
                all, characters, new InputForm(Format.CSV, encoding, delimiter, isPacked), ids());
    }

    private static PushbackInputStream peeked(InputStream in) {
        return new PushbackInputStream(in, FirstBytes.LOOKED_AT);
    }

    private static byte[] first(PushbackInputStream in) throws IOException {
        byte[] first = in.readNBytes(FirstBytes.LOOKED_AT);
        in.unread(first);
        return first;
    }

    private Function<List<String>, RowIds> ids() {
        return hasIds ? columns -> RowIds.of(columns, options.idColumn()) : _ -> RowIds.none();
    }

    private boolean isJson(String beginning) {
        if (JSON.matcher(beginning.strip()).matches() || isNamedLines()) {
            return true;
        }
        if (name.endsWith(".json")) {
            throw new UnreadableInputException(
                    "The file is named as JSON, but begins with neither { nor [");
        }
        return false;
    }

    private boolean isNamedLines() {
        return name.endsWith(".jsonl") || name.endsWith(".ndjson");
    }

    /**
     * Whether every line is an object by itself: the first is and another follows, or the second
     * and the third are. An object alone is a document where it holds a list of records.
     */
    private boolean isLines(String beginning, boolean isWhole) {
        String[] lines =
                beginning.lines().filter(line -> !line.isBlank()).limit(4).toArray(String[]::new);
        if (lines.length > 0 && lines[0].stripLeading().startsWith("[")) {
            return false;
        }
        if (isNamedLines()) {
            return true;
        }
        if (lines.length == 1) {
            return path == null
                    && (isWhole ? !JsonDocument.holdsObjects(lines[0]) : !name.endsWith(".json"));
        }
        return JsonFields.isObject(lines[0])
                || (lines.length > 2
                        && JsonFields.isObject(lines[1])
                        && JsonFields.isObject(lines[2]));
    }
}
