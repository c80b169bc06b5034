package dev.nightshift.batch;

import dev.nightshift.record.SkipReason;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.task.History;
import dev.nightshift.task.OversizedPromptException;
import dev.nightshift.task.RequestBodies;
import dev.nightshift.task.Revision;
import dev.nightshift.task.Task;
import dev.nightshift.tokens.ModelFacts;
import dev.nightshift.tokens.TokenCounter;
import dev.nightshift.tokens.TokenMeter;
import dev.nightshift.tokens.TokenMeter.Measure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a task's requests of records, each within the limit of tokens that the task sets or the
 * model has, and measures them. Used by one thread.
 *
 * <p>What is the same in every request is counted once. A prompt that by its bytes keeps to the
 * limit is not counted for that, so that long limits cost nothing.
 */
public final class Requests {
    /**
     * Tokens of a request beside its texts: three for each of its messages, and these that begin
     * the reply (OpenAI's cookbook, "How to count tokens with tiktoken"). How a schema is shown to
     * the model was not published; it is counted as its JSON.
     */
    private static final int STRUCTURE = 3;

    private static final int STRUCTURE_OF_A_MESSAGE = 3;

    /** Where neither task nor model sets one; far beyond what a file of requests may hold. */
    private static final long UNLIMITED = 1_000_000_000_000L;

    /** Tokens of the two further messages that show the model a reply of its own. */
    private static final int STRUCTURE_OF_A_MISFIT = 6;

    /**
     * Bytes of prompts that are all counted where the most that they can cost matters, some
     * seconds' worth; further on a sample of them.
     */
    public static final long COUNTED_FOR_A_CAP = 16 * 1024 * 1024;

    private static final long COUNTED_FIRST = 256 * 1024;

    private final Task task;
    private final RequestBodies bodies;
    private final RequestLines lines;
    private final RequestCheck check;
    private final TokenCounter counter;
    private final TokenMeter meter;
    private final FieldCutter cutter;
    private final int emptyLine;
    private final ContentHasher hasher;
    private final long fixed;
    private final long limit;

    /** Requests to be sent: counting takes a small part of the time that writing them does. */
    public Requests(Task task) {
        this(task, COUNTED_FIRST);
    }

    /**
     * Requests of which the first are all counted.
     *
     * @param countedFirst bytes of their prompts
     */
    public Requests(Task task, long countedFirst) {
        this.task = task;
        this.bodies = new RequestBodies(task);
        this.lines = new RequestLines(task);
        this.check = new RequestCheck(task);
        this.counter = TokenCounter.forModel(task.model());
        this.meter = new TokenMeter(counter, countedFirst);
        this.cutter = new FieldCutter(task, counter);
        this.fixed =
                STRUCTURE
                        + (long) STRUCTURE_OF_A_MESSAGE * bodies.fixedMessages()
                        + bodies.fixedTexts().stream().mapToLong(counter::count).sum();
        this.limit = limit(task);
        try {
            byte[] empty = lines.line(0, History.NONE, "", Revision.NONE);
            this.emptyLine = empty.length;
            this.hasher = new ContentHasher(empty);
        } catch (IOException e) {
            throw new UncheckedIOException("a line without prompt cannot be written", e);
        }
    }

    /** The most tokens that a request may have, margin included. */
    private static long limit(Task task) {
        long window =
                ModelFacts.of(task.model()).inputLimit(task.maxOutputTokens()).orElse(UNLIMITED);
        Integer own = task.maxInputTokens();
        return own == null ? window : Math.min(own, window);
    }

    /** The first request for a record. */
    public Request of(SourceRecord record) throws IOException {
        return of(record.ordinal(), record.fields(), Revision.NONE);
    }

    /** The request for a record that is sent again. */
    public Request of(long ordinal, Map<String, String> record, Revision revision)
            throws IOException {
        try {
            return formed(ordinal, bodies.formed(record), revision);
        } catch (OversizedPromptException e) {
            return new Request.Unfit(SkipReason.TOO_LARGE, String.valueOf(e.getMessage()));
        }
    }

    private Request formed(long ordinal, Map<String, String> record, Revision revision)
            throws IOException {
        Optional<History> read = bodies.history(record);
        if (read.isEmpty()) {
            return new Request.Unfit(
                    SkipReason.INVALID_REQUEST,
                    "%s is no JSON array of messages by user and assistant"
                            .formatted(task.history()));
        }
        History history = read.get();
        String prompt = bodies.prompt(record);
        long room = counter.within(limit) - fixed - tokens(history);
        if (room > 0 && counter.isWithin(prompt, room)) {
            return made(ordinal, history, prompt, revision, List.of());
        }
        return switch (cutter.cut(record, room)) {
            case null -> new Request.Unfit(SkipReason.TOO_LARGE, tooLong());
            case FieldCutter.CutFields(Map<String, String> fields, List<FieldCut> cuts) ->
                    made(ordinal, history, bodies.prompt(fields), revision, cuts);
        };
    }

    /** The input tokens of so many requests whose prompts are so long, without margin. */
    public long expectedTokens(long requests, Measure prompts) {
        return requests * fixed + meter.tokens(prompts);
    }

    /**
     * The most input tokens that such requests can have: margin for what was counted, else bytes.
     */
    public long mostTokens(long requests, Measure prompts) {
        return counter.withMargin(requests * fixed + prompts.tokens()) + prompts.uncountedBytes();
    }

    /** What is counted with. */
    public TokenCounter counter() {
        return counter;
    }

    /** No more than these: as JSON a history is longer than what the model reads of it. */
    private long tokens(History history) {
        return history.messages().isEmpty() ? 0 : counter.count(history.said());
    }

    private Request made(
            long ordinal, History history, String prompt, Revision revision, List<FieldCut> cuts)
            throws IOException {
        byte[] line = lines.line(ordinal, history, prompt, revision);
        String problem = check.problem(line);
        if (problem != null) {
            return new Request.Unfit(SkipReason.INVALID_REQUEST, problem);
        }
        // In JSON a text is as long as in UTF-8, or a little longer.
        Measure said = meter.measure(said(history, prompt, revision), line.length - emptyLine);
        Measure all =
                revision.misfit() == null ? said : said.plus(new Measure(STRUCTURE_OF_A_MISFIT, 0));
        return new Request.Fitting(
                line, all, tokens(all, revision), cuts, hasher.hash(history.said() + prompt));
    }

    private RequestTokens tokens(Measure prompt, Revision revision) {
        return new RequestTokens(
                counter.withMargin(expectedTokens(1, prompt)),
                mostTokens(1, prompt),
                revision.outputTokens(task.maxOutputTokens()));
    }

    /** All that the model is told beside what is the same in every request. */
    private static String said(History history, String prompt, Revision revision) {
        Revision.Misfit misfit = revision.misfit();
        String asked = history.said() + prompt;
        return misfit == null ? asked : asked + misfit.reply() + misfit.request();
    }

    private String tooLong() {
        String most =
                "at most %,d tokens fit (%s)"
                        .formatted(
                                limit,
                                task.maxInputTokens() != null && task.maxInputTokens() == limit
                                        ? "max_input_tokens of the task"
                                        : "the window of " + task.model());
        return counter.withMargin(fixed) >= limit
                ? "%s, and the instructions and schema of task %s alone have %,d"
                        .formatted(most, task.name(), counter.withMargin(fixed))
                : "%s, and cutting %s is not enough"
                        .formatted(most, String.join(", ", cutter.order()));
    }
}
