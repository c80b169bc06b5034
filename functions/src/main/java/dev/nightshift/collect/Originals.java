package dev.nightshift.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.LineReader;
import dev.nightshift.batch.RecordLineReader.RecordLine;
import dev.nightshift.job.JobId;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.Origin;
import dev.nightshift.record.Outcome;
import dev.nightshift.record.OutcomeKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Results of a job that others of its rows wait for, on local disk: their lines, and beside them a
 * file with sixteen bytes for every row of the job, where its line begins and how long it is.
 */
final class Originals implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SLOT = 2 * Long.BYTES;

    private final JobId job;
    private final RandomAccessFile lines;
    private final RandomAccessFile places;
    private long end;

    /**
     * @param folder for its files, empty
     * @param rows of the job
     */
    Originals(JobId job, Path folder, long rows) throws IOException {
        this.job = job;
        this.lines = new RandomAccessFile(folder.resolve("originals").toFile(), "rw");
        this.places = new RandomAccessFile(folder.resolve("places").toFile(), "rw");
        places.setLength(rows * SLOT);
    }

    /** Adds the result of a row, the line at which the reader stands. */
    void add(long ordinal, LineReader line) throws IOException {
        lines.seek(end);
        lines.write(line.buffer(), line.start(), line.length());
        places.seek(ordinal * SLOT);
        places.writeLong(end);
        places.writeLong(line.length());
        end += line.length();
    }

    /** What becomes of a row that waits for another. */
    RecordResult result(RecordLine row, long original) throws IOException {
        places.seek(original * SLOT);
        long place = places.readLong();
        byte[] line = new byte[Math.toIntExact(places.readLong())];
        lines.seek(place);
        lines.readFully(line);
        JsonNode its = JSON.readTree(line);
        var outcome =
                new Outcome(
                        OutcomeKind.fromWire(its.path("outcome").asText()),
                        its.path("code").asText(null),
                        its.path("message").asText(null));
        var origin = new Origin(job.value(), its.path("id").asText());
        return new RecordResult(
                row,
                Outcome.equalTo(origin, outcome),
                its.get("result"),
                its.path("text").asText(null),
                texts(its.path("warnings")),
                0,
                Usage.ZERO,
                BigDecimal.ZERO,
                origin);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @Override
    public void close() throws IOException {
        lines.close();
        places.close();
    }
}
