package dev.nightshift.task;

import dev.nightshift.record.InputFacts;
import dev.nightshift.record.Row;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.record.UnreadableInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a task finds in an input.
 *
 * @param rows the records that were read
 * @param usable those of them that become a request
 * @param reasons why others do not, the first few
 * @param facts of the file they were made of
 */
public record InputSurvey(long rows, long usable, List<String> reasons, InputFacts facts) {
    private static final int REASONS = 3;

    /** Of an input that was not read. */
    public static final InputSurvey NOTHING =
            new InputSurvey(0, 0, List.of(), new InputFacts(0, 0, 0, ""));

    /** Looks at a record. */
    @FunctionalInterface
    public interface RecordVisitor {
        void visit(SourceRecord record) throws IOException;
    }

    public InputSurvey {
        reasons = List.copyOf(reasons);
    }

    /**
     * Reads an input.
     *
     * @param each is shown every record that becomes a request
     * @param isCut asked after every row whether to leave off before it, as one that may be cut
     * @throws UnreadableInputException when the input cannot be read to its end
     */
    public static InputSurvey of(TaskRecords records, RecordVisitor each, BooleanSupplier isCut)
            throws IOException {
        long rows = 0;
        long usable = 0;
        List<String> reasons = new ArrayList<>();
        while (records.hasNext() && !isCut.getAsBoolean()) {
            rows++;
            switch (records.next()) {
                case Row.Usable(var record) -> {
                    usable++;
                    each.visit(record);
                }
                case Row.Unusable unusable -> {
                    if (reasons.size() < REASONS) {
                        reasons.add("line " + unusable.line() + ": " + unusable.message());
                    }
                }
            }
        }
        return new InputSurvey(rows, usable, reasons, records.facts());
    }

    /**
     * The same for an input that was read whole and is to become a job.
     *
     * @throws UnreadableInputException when no row can be used
     */
    public InputSurvey requireUsable() {
        if (usable == 0) {
            throw new UnreadableInputException(
                    rows == 0
                            ? "there is a header but no row under it; add rows"
                            : "none of its %,d rows can be used: %s"
                                    .formatted(rows, String.join("; ", reasons)));
        }
        return this;
    }
}
