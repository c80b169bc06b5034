package dev.nightshift.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.pricing.Lane;
import dev.nightshift.record.Tally;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the start of a job is known by, so that its repeat finds the job that it led to.
 *
 * <p>A key that the caller named stands for one job as long as that job's row is kept. Without one
 * the content is the key, and stands for a job only while that runs, or when it has done all that a
 * further one could do: a job whose records were not taken is none, and a further one hands them
 * over once more. The deadline, the cap on cost and the callback are no part of the content: a
 * deadline in four hours is another with every call.
 *
 * @param hash of the caller's key, or of the content
 * @param content hash of input, name, task, model, options, where its records are handed to and,
 *     where it was put, its key
 * @param isNamed whether the caller named it
 */
record StartKey(String hash, String content, boolean isNamed) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The key of a start.
     *
     * @param named the caller's own; null for none
     * @param inputDigest what the input's bytes are known by
     */
    static StartKey of(@Nullable String named, NewJob wanted, String inputDigest) {
        JobOptions options = wanted.options();
        Lane lane = options.lane();
        String content =
                owned(
                        wanted,
                        inputDigest,
                        wanted.source(),
                        wanted.task().reference(),
                        wanted.task().source(),
                        wanted.task().model(),
                        String.valueOf(options.input().idColumn()),
                        String.valueOf(options.input().delimiterText()),
                        String.valueOf(options.input().encodingText()),
                        lane == null ? "" : lane.wire(),
                        String.valueOf(options.maxRecords()),
                        String.valueOf(options.isSafeCsv()));
        URI handover = options.handover();
        if (handover != null) {
            content = hash("handover", handover.toString(), content);
        }
        return named == null
                ? new StartKey(content, content, false)
                : new StartKey(owned(wanted, "key", named), content, true);
    }

    private static String owned(NewJob wanted, String... parts) {
        String hash = hash(parts);
        String origin = wanted.options().origin();
        String placed = origin == null ? hash : hash("origin", origin, hash);
        return wanted.owner() == null ? placed : hash("owner", wanted.owner(), placed);
    }

    /** SHA-256, with which inputs are hashed as well. */
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether a job that an earlier start led to stands for this one. */
    boolean isServedBy(Job job) {
        return isNamed
                || (job.status().isOver() ? hasSucceeded(job) : job.cancelRequested() == null);
    }

    /** Whether no further job could do more. */
    private static boolean hasSucceeded(Job job) {
        String summary = job.summary();
        if (job.status() != JobStatus.COMPLETED || summary == null) {
            return false;
        }
        try {
            var counts =
                    JSON.convertValue(
                            JSON.readTree(summary).path("tally"),
                            new TypeReference<@Nullable Map<String, Long>>() {});
            return counts != null
                    && Again.FAILED.count(Tally.fromMap(counts)) == 0
                    && !hasFailedToHandOver(job);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the summary of job " + job.id() + " is damaged", e);
        }
    }

    private static boolean hasFailedToHandOver(Job job) throws JsonProcessingException {
        return job.handedOver() != null
                && JSON.readTree(job.handedOver()).path("fate").asText().equals("failed");
    }

    private static String hash(String... parts) {
        MessageDigest digest = digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return hex(digest);
    }
}
