package dev.nightshift.job;

import java.util.List;

/**
 * Where the files of a job lie in the bucket. Each stage has its own, so that any can be run again
 * alone.
 *
 * @param job whose files
 */
public record JobFiles(JobId job) {

    /** What all keys of the job begin with. */
    public String all() {
        return key("");
    }

    /** What the user handed in, unchanged. */
    public String input() {
        return key("input");
    }

    /** The task as it stood when the job began. */
    public String task() {
        return key("task.yaml");
    }

    /** What feeds a job, in its words; there only where something does. */
    public String description(Feed feed) {
        return key(
                switch (feed) {
                    case CONVERSATIONS -> "wave.json";
                    case TABLE -> "source.json";
                });
    }

    /** A share of the input of a wave, or of what a table had, from 1. */
    public String gathered(int part) {
        return key("gathered/%05d.csv".formatted(part));
    }

    /** The rows of a batch, one JSON line each, those that cannot be used included. */
    public String records(int batch) {
        return key("records/%05d.jsonl".formatted(batch));
    }

    /** The results that rows of a batch had already, so that they are not sent. */
    public String reused(int batch) {
        return key("reused/%05d.jsonl".formatted(batch));
    }

    /** What the rows of the first batches ask, so that no other asks the same. */
    public String asked(int batches) {
        return key("asked/%05d".formatted(batches));
    }

    /** What OpenAI is sent in one attempt at a batch. */
    public String requests(int batch, int attempt) {
        return key("requests/%05d-%d.jsonl".formatted(batch, attempt));
    }

    /** How OpenAI's batch ended that an attempt led to. */
    public String end(int batch, int attempt) {
        return key("raw/%05d-%d.end.json".formatted(batch, attempt));
    }

    /** What OpenAI answered, byte by byte; {@code kind} is {@code output} or {@code error}. */
    public String raw(int batch, int attempt, String kind) {
        return key("raw/%05d-%d.%s.jsonl".formatted(batch, attempt, kind));
    }

    /**
     * A share of what was answered to direct calls, in lines like those of {@link #raw}.
     *
     * @param term which invocation wrote it, from 1
     * @param chunk which of that invocation's, from 1
     */
    public String realtimeChunk(int batch, int attempt, int term, int chunk) {
        return key("raw/%05d-%d.realtime/%03d-%06d.jsonl".formatted(batch, attempt, term, chunk));
    }

    /**
     * A batch's share of the results as it stood after an attempt; {@code format} is {@code jsonl}
     * or {@code csv}.
     */
    public String part(int batch, int attempt, String format) {
        return key("parts/%05d-%d.%s".formatted(batch, attempt, format));
    }

    /** The same with the results of rows that waited for an equal one of the job. */
    public String settledPart(int batch, int attempt, String format) {
        return key("parts/%05d-%d.settled.%s".formatted(batch, attempt, format));
    }

    /** All results in input order; {@code format} is {@code jsonl} or {@code csv}. */
    public String results(String format) {
        return key("results." + format);
    }

    /** Results brought together as the task says; only of a task that says so. */
    public String grouped() {
        return key("results.grouped.json");
    }

    /** What another system imports of the results; only of a task that says so. */
    public String handover() {
        return key("handover.csv");
    }

    /** The tally, the bill and the batches of the job. */
    public String report() {
        return key("report.json");
    }

    /** What a job that is over leaves its user; not every job has each. */
    public List<String> delivered() {
        return List.of(results("csv"), results("jsonl"), grouped(), handover(), report());
    }

    private String key(String name) {
        return "jobs/" + job + "/" + name;
    }
}
