package dev.nightshift.done;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.ContentHash;
import dev.nightshift.job.JobId;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A result in a segment's data: a line of four words, the last of them compact JSON.
 *
 * <pre>
 * 9f86d081884c7d659a2feaa0c55ad015 20778 20261121-k7q2x4fm6azt {"id":"p-1","result":{…}}
 * </pre>
 *
 * @param hash what was asked
 * @param day when the result came, in days since 1970
 * @param job that paid for it
 * @param json the record's id and its result
 */
// Written once and never changed.
@SuppressWarnings("ArrayRecordComponent")
record Entry(ContentHash hash, int day, String job, byte[] json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Entry of(ContentHash hash, int day, JobId job, String record, JsonNode result) {
        var json = JSON.createObjectNode().put("id", record);
        json.set("result", result);
        try {
            return new Entry(hash, day, job.value(), JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree cannot be written", e);
        }
    }

    /**
     * Reads a line without its line feed.
     *
     * @throws IllegalArgumentException when it is none of ours
     */
    static Entry read(byte[] bytes, int start, int length) {
        int end = start + length;
        int hashEnd = space(bytes, start, end);
        int dayEnd = space(bytes, hashEnd + 1, end);
        int jobEnd = space(bytes, dayEnd + 1, end);
        return new Entry(
                ContentHash.parse(ascii(bytes, start, hashEnd)),
                Integer.parseInt(ascii(bytes, hashEnd + 1, dayEnd)),
                ascii(bytes, dayEnd + 1, jobEnd),
                Arrays.copyOfRange(bytes, jobEnd + 1, end));
    }

    /** The line, its line feed included. */
    byte[] line() {
        var line = new ByteArrayOutputStream(json.length + 80);
        String words = hash + " " + day + " " + job + " ";
        line.writeBytes(words.getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(json);
        line.write('\n');
        return line.toByteArray();
    }

    private static int space(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == ' ') {
                return i;
            }
        }
        throw new IllegalArgumentException("a line of finished work lacks a word");
    }

    private static String ascii(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }
}
