package dev.nightshift.done;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.LineReader;
import dev.nightshift.record.Origin;
import dev.nightshift.storage.Bucket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The results that rows of a batch were given without being sent: a line each, in any order, of
 * three words, the last of them compact JSON.
 *
 * <pre>
 * 17 20261121-k7q2x4fm6azt {"id":"p-1","result":{…}}
 * </pre>
 *
 * The file is brought to local disk when the first of them is asked for. Twelve bytes of memory a
 * row, whatever its size.
 */
public final class ReusedResults implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Bucket bucket;
    private final String key;
    private final Path local;
    private final long firstOrdinal;
    private final int rows;
    private long[] places = {};
    private int[] lengths = {};
    private @Nullable RandomAccessFile file;

    /**
     * @param key of the file, which need not exist
     * @param local where to lay it; its maker deletes it
     * @param rows of the batch, from {@code firstOrdinal} on
     */
    public ReusedResults(Bucket bucket, String key, Path local, long firstOrdinal, int rows) {
        this.bucket = bucket;
        this.key = key;
        this.local = local;
        this.firstOrdinal = firstOrdinal;
        this.rows = rows;
    }

    /**
     * A result that was there.
     *
     * @param from the record that it was paid for
     */
    public record Reused(Origin from, JsonNode result) {}

    /** What a row was given; null when there is nothing. */
    public @Nullable Reused of(long ordinal) throws IOException {
        RandomAccessFile opened = file == null ? open() : file;
        int i = (int) (ordinal - firstOrdinal);
        if (lengths[i] == 0) {
            return null;
        }
        byte[] line = new byte[lengths[i]];
        opened.seek(places[i]);
        opened.readFully(line);
        int jobBegin = space(line, 0) + 1;
        int jobEnd = space(line, jobBegin);
        JsonNode json = JSON.readTree(line, jobEnd + 1, line.length - jobEnd - 1);
        String job = new String(line, jobBegin, jobEnd - jobBegin, StandardCharsets.US_ASCII);
        return new Reused(new Origin(job, json.path("id").asText()), json.path("result"));
    }

    /** The line of a row, its line feed included. */
    static byte[] line(long ordinal, Entry entry) {
        var line = new ByteArrayOutputStream(entry.json().length + 64);
        line.writeBytes((ordinal + " " + entry.job() + " ").getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(entry.json());
        line.write('\n');
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private RandomAccessFile open() throws IOException {
        places = new long[rows];
        lengths = new int[rows];
        try (InputStream in = bucket.open(key)) {
            Files.copy(in, local);
        } catch (NoSuchKeyException none) {
            Files.createFile(local);
        }
        try (var lines = new LineReader(Files.newInputStream(local))) {
            while (lines.next()) {
                byte[] bytes = lines.buffer();
                int end = space(bytes, lines.start());
                String ordinal =
                        new String(
                                bytes,
                                lines.start(),
                                end - lines.start(),
                                StandardCharsets.US_ASCII);
                int i = Math.toIntExact(Long.parseLong(ordinal) - firstOrdinal);
                places[i] = lines.position();
                lengths[i] = lines.length();
            }
        }
        var opened = new RandomAccessFile(local.toFile(), "r");
        file = opened;
        return opened;
    }

    private static int space(byte[] bytes, int from) {
        int i = from;
        while (bytes[i] != ' ') {
            i++;
        }
        return i;
    }
}
