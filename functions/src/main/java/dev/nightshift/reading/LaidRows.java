package dev.nightshift.reading;

import dev.nightshift.record.Row;
import dev.nightshift.record.SeenIds;
import dev.nightshift.record.SkipReason;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.storage.TemporaryFolder;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows in a file of local disk, with the records that they are part of. The file holds entries one
 * after the other, each its length, a count of texts and the texts; arrays hold where the head of
 * each record is, which row of it came last, and for each row where it is and which row of its
 * record came before it. First all is written, then read.
 */
final class LaidRows implements AutoCloseable {
    private static final int NONE = -1;

    private final TemporaryFolder folder;
    private final FileChannel file;
    private final OutputStream out;
    private final ByteArrayOutputStream entry = new ByteArrayOutputStream(8192);
    private final SeenIds seen = new SeenIds();
    private long bytes;

    private int rows;
    private long[] rowAt = new long[1024];
    private int[] rowBefore = new int[1024];
    private int[] rowCharacters = new int[1024];

    private int groups;
    private long[] headAt = new long[1024];
    private int[] lastRow = new int[1024];

    /** With a file of its own, which goes when this is closed. */
    LaidRows(ScratchSettings scratch) throws IOException {
        folder = new TemporaryFolder(scratch);
        try {
            file =
                    FileChannel.open(
                            folder.path().resolve("rows"),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
        } catch (IOException e) {
            folder.close();
            throw e;
        }
        out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
    }

    /** What a record begins with. */
    sealed interface Entry {}

    /** A record that is made of rows. */
    record Head(String id, long line) implements Entry {}

    /** A row that is a record by itself. */
    record Alone(Row.Unusable row) implements Entry {}

    /** Bytes of the file so far. */
    long bytes() {
        return bytes;
    }

    /** How many records there are. */
    int groups() {
        return groups;
    }

    /** The number of the record with an id, from 0; a new one if there is none. */
    int group(String id, long line) throws IOException {
        long known = seen.firstLineOrAdd(id, groups + 1L);
        if (known > 0) {
            return Math.toIntExact(known - 1);
        }
        addGroup(List.of(id, Long.toString(line)));
        return groups - 1;
    }

    /** Adds a row that is a record by itself. */
    void alone(Row.Unusable row) throws IOException {
        List<String> texts = new ArrayList<>();
        texts.add(row.id());
        texts.add(Long.toString(row.line()));
        texts.add(row.reason().name());
        texts.add(row.message());
        row.fields()
                .forEach(
                        (name, text) -> {
                            texts.add(name);
                            texts.add(text);
                        });
        addGroup(texts);
    }

    /** Adds a row to a record. */
    void add(int group, GroupRow row) throws IOException {
        if (rows == rowAt.length) {
            int more = rows + rows / 2;
            rowAt = Arrays.copyOf(rowAt, more);
            rowBefore = Arrays.copyOf(rowBefore, more);
            rowCharacters = Arrays.copyOf(rowCharacters, more);
        }
        List<String> texts = new ArrayList<>(row.kept());
        texts.add(row.key());
        texts.add(row.json());
        rowAt[rows] = write(texts);
        rowCharacters[rows] = row.json().length() + 1;
        rowBefore[rows] = lastRow[group];
        lastRow[group] = rows++;
    }

    /** Ends the writing. */
    void finish() throws IOException {
        out.flush();
    }

    Entry head(int group) throws IOException {
        List<String> texts = read(headAt[group]);
        String id = texts.getFirst();
        long line = Long.parseLong(texts.get(1));
        if (texts.size() == 2) {
            return new Head(id, line);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 4; i < texts.size(); i += 2) {
            fields.put(texts.get(i), texts.get(i + 1));
        }
        SkipReason reason = SkipReason.valueOf(texts.get(2));
        return new Alone(new Row.Unusable(0, line, id, reason, texts.get(3), fields));
    }

    /** Characters of the rows of a record. */
    long charactersOf(int group) {
        long sum = 0;
        for (int row = lastRow[group]; row != NONE; row = rowBefore[row]) {
            sum += rowCharacters[row];
        }
        return sum;
    }

    /** The rows of a record, as they came. */
    List<GroupRow> rowsOf(int group) throws IOException {
        List<GroupRow> found = new ArrayList<>();
        for (int row = lastRow[group]; row != NONE; row = rowBefore[row]) {
            List<String> texts = read(rowAt[row]);
            int kept = texts.size() - 2;
            found.add(new GroupRow(texts.get(kept), texts.subList(0, kept), texts.get(kept + 1)));
        }
        return found.reversed();
    }

    @Override
    public void close() throws IOException {
        try (folder;
                file) {
            out.close();
        }
    }

    private void addGroup(List<String> head) throws IOException {
        if (groups == headAt.length) {
            int more = groups + groups / 2;
            headAt = Arrays.copyOf(headAt, more);
            lastRow = Arrays.copyOf(lastRow, more);
        }
        headAt[groups] = write(head);
        lastRow[groups++] = NONE;
    }

    /** Where the entry was written. */
    private long write(List<String> texts) throws IOException {
        entry.reset();
        var data = new DataOutputStream(entry);
        data.writeInt(0);
        data.writeInt(texts.size());
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            data.writeInt(utf8.length);
            data.write(utf8);
        }
        byte[] written = entry.toByteArray();
        ByteBuffer.wrap(written).putInt(written.length - Integer.BYTES);
        out.write(written);
        long at = bytes;
        bytes += written.length;
        return at;
    }

    private List<String> read(long at) throws IOException {
        int length = read(at, Integer.BYTES).getInt();
        var data =
                new DataInputStream(
                        new ByteArrayInputStream(read(at + Integer.BYTES, length).array()));
        List<String> texts = new ArrayList<>();
        for (int left = data.readInt(); left > 0; left--) {
            texts.add(new String(data.readNBytes(data.readInt()), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(length);
        while (read.hasRemaining()) {
            if (file.read(read, at + read.position()) < 0) {
                throw new EOFException("the rows on local disk end early");
            }
        }
        return read.flip();
    }
}
