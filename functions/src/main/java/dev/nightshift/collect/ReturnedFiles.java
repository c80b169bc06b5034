package dev.nightshift.collect;

import dev.nightshift.batch.AnswerChunks;
import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.batch.LineReader;
import dev.nightshift.batch.ResultLineParser;
import dev.nightshift.job.Job;
import dev.nightshift.openai.Batch;
import dev.nightshift.openai.OpenAi;
import dev.nightshift.pricing.Lane;
import dev.nightshift.storage.Bucket;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Brings OpenAI's files to the bucket, where they are safe, and to local disk, where any line can
 * be read. A file that is in the bucket is not asked of OpenAI again.
 */
@Singleton
public final class ReturnedFiles {
    private final Bucket bucket;
    private final BatchAttempts attempts;
    private final OpenAi openAi;
    private final ObjectMapper json;

    public ReturnedFiles(Bucket bucket, BatchAttempts attempts, OpenAi openAi, ObjectMapper json) {
        this.bucket = bucket;
        this.attempts = attempts;
        this.openAi = openAi;
        this.json = json;
    }

    /**
     * Brings what came back for a batch, of this attempt and of those before it.
     *
     * @param end how this attempt ended, unless that was noted before
     * @param batch this attempt's, as OpenAI has it; null when OpenAI has none
     * @param folder an empty folder for the files
     * @return every attempt so far, in order
     */
    List<ReturnedAttempt> bring(
            Job job, BatchAttempt last, AttemptEnd end, @Nullable Batch batch, Path folder)
            throws IOException {
        List<ReturnedAttempt> returned = before(job, last, end, folder);
        returned.add(one(job, last, end, true, batch, folder));
        return returned;
    }

    /**
     * Brings what is there for a batch whose last attempt cannot be had at present. How it ended is
     * not noted, so that it can still be collected.
     *
     * @param end how the attempt stands
     */
    List<ReturnedAttempt> bringUnread(Job job, BatchAttempt last, AttemptEnd end, Path folder)
            throws IOException {
        List<ReturnedAttempt> returned = before(job, last, end, folder);
        returned.add(one(job, last, end, false, null, folder));
        return returned;
    }

    private List<ReturnedAttempt> before(Job job, BatchAttempt last, AttemptEnd end, Path folder)
            throws IOException {
        List<ReturnedAttempt> returned = new ArrayList<>();
        for (int number = 1; number < last.attempt(); number++) {
            BatchAttempt attempt = attempts.require(job.id(), last.batch(), number);
            returned.add(one(job, attempt, end, true, null, folder));
        }
        return returned;
    }

    private ReturnedAttempt one(
            Job job,
            BatchAttempt attempt,
            AttemptEnd end,
            boolean isOver,
            @Nullable Batch batch,
            Path folder)
            throws IOException {
        if (attempt.lane() == Lane.REALTIME) {
            joinAnswers(job, attempt);
        }
        Path output =
                fetch(job, attempt, "output", batch == null ? null : batch.outputFileId(), folder);
        Path error =
                fetch(job, attempt, "error", batch == null ? null : batch.errorFileId(), folder);
        return new ReturnedAttempt(
                attempt.round(),
                attempt.lane(),
                attempt.requests(),
                attempt.attempt() == 1 ? null : sent(job, attempt),
                isOver ? noted(job, attempt, end) : end,
                output,
                error);
    }

    /** Direct calls that were cut off left what they had in pieces, and it is paid for. */
    private void joinAnswers(Job job, BatchAttempt attempt) throws IOException {
        String output = job.files().raw(attempt.batch(), attempt.attempt(), "output");
        if (bucket.size(output).isEmpty()) {
            AnswerChunks.find(bucket, attempt, attempts.directCalls(attempt)).join();
        }
    }

    private Path fetch(
            Job job, BatchAttempt attempt, String kind, @Nullable String fileId, Path folder)
            throws IOException {
        String key = job.files().raw(attempt.batch(), attempt.attempt(), kind);
        Path local = folder.resolve(attempt.attempt() + "." + kind + ".jsonl");
        if (bucket.size(key).isPresent()) {
            try (InputStream in = bucket.open(key)) {
                Files.copy(in, local);
            }
        } else if (fileId != null) {
            try (InputStream in = openAi.content(fileId)) {
                Files.copy(in, local);
            }
            bucket.upload(key, local);
        } else {
            Files.createFile(local);
        }
        return local;
    }

    /** The end as it was noted first; what came back is safe by now. */
    private AttemptEnd noted(Job job, BatchAttempt attempt, AttemptEnd end) throws IOException {
        String key = job.files().end(attempt.batch(), attempt.attempt());
        if (bucket.size(key).isEmpty()) {
            bucket.put(key, json.writeValueAsString(end).getBytes(StandardCharsets.UTF_8));
            return end;
        }
        try (InputStream in = bucket.open(key)) {
            return Objects.requireNonNull(json.readValue(in, AttemptEnd.class), key);
        }
    }

    /** The rows that an attempt carried, by their place in the batch. */
    private BitSet sent(Job job, BatchAttempt attempt) throws IOException {
        var parser = new ResultLineParser();
        var sent = new BitSet();
        String key = job.files().requests(attempt.batch(), attempt.attempt());
        try (var lines = new LineReader(bucket.open(key))) {
            while (lines.next()) {
                OptionalLong ordinal =
                        parser.ordinal(lines.buffer(), lines.start(), lines.length());
                sent.set((int) (ordinal.orElseThrow() - attempt.firstOrdinal()));
            }
        }
        return sent;
    }
}
