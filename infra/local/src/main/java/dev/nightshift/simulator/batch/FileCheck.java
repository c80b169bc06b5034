package dev.nightshift.simulator.batch;

import dev.nightshift.simulator.model.Dialect;
import dev.nightshift.simulator.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Reads an input file once, from beginning to end: the check and the index of its lines. */
final class FileCheck {
    private final LineCheck lines;
    private final Model model;
    private final Fate.Judge judge;
    private final int most;
    private final List<LineError> errors = new ArrayList<>();
    private final BitSet failing = new BitSet();
    private long[] offsets = new long[1024];
    private int[] lengths = new int[1024];
    private int count;
    private long tokens;

    private FileCheck(Dialect dialect, Model model, Fate.Judge judge, int most) {
        this.lines = new LineCheck(dialect, model.settings());
        this.model = model;
        this.judge = judge;
        this.most = most;
    }

    /**
     * What the check found.
     *
     * @param errors none when the file can be worked on
     * @param model of all lines; null when there is none
     * @param count lines
     * @param tokens of all inputs
     */
    record Found(
            List<LineError> errors, @Nullable String model, int count, long tokens, Lines lines) {}

    /**
     * Checks a file, which need not exist.
     *
     * @param most lines that a file may have
     * @param random by which the lines are shuffled
     */
    static Found check(
            Path file,
            String fileId,
            Dialect dialect,
            Model model,
            Fate.Judge judge,
            int most,
            RandomGenerator random)
            throws IOException {
        FileCheck check = new FileCheck(dialect, model, judge, most);
        if (Files.exists(file)) {
            LineScanner.scan(file, check::line);
        } else {
            check.errors.add(notFound(fileId));
        }
        return check.found(random);
    }

    static LineError notFound(String fileId) {
        return LineError.ofFile(
                "invalid_request",
                "Cannot find file %s, or organization org-simulator does not have access to it."
                        .formatted(fileId),
                "file_id");
    }

    private static LineError refused(int number) {
        return new LineError(
                "invalid_value", number, "The input of this request is not accepted.", "body");
    }

    private boolean line(long offset, byte[] bytes, int from, int length) throws IOException {
        if (count == most) {
            errors.clear();
            errors.add(
                    LineError.ofFile(
                            "too_many_tasks",
                            "The batch input file has more than %d requests.".formatted(most),
                            null));
            return false;
        }
        switch (lines.check(count + 1, bytes, from, length)) {
            case LineCheck.Checked.Bad(LineError error) -> errors.add(error);
            case LineCheck.Checked.Good good -> {
                if (judge.luck().refuses(count)) {
                    errors.add(refused(count + 1));
                }
                tokens += model.inputTokens(good.ask());
                failing.set(count, judge.of(good.ask(), count) instanceof Fate.Failed);
            }
        }
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        offsets[count] = offset;
        lengths[count] = length;
        count++;
        return true;
    }

    private Found found(RandomGenerator random) {
        if (count == 0 && errors.isEmpty()) {
            errors.add(
                    LineError.ofFile("empty_file", "The batch input file has no requests.", null));
        }
        int indexed = errors.isEmpty() ? count : 0;
        Lines index =
                new Lines(
                        Arrays.copyOf(offsets, indexed),
                        Arrays.copyOf(lengths, indexed),
                        failing,
                        random);
        return new Found(List.copyOf(errors), lines.model(), count, tokens, index);
    }
}
