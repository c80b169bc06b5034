package dev.nightshift.cli;

import dev.nightshift.record.InputFacts;
import org.jspecify.annotations.Nullable;

/** What was found in an input, as far as a person would not take it for granted. */
final class InputText {
    private InputText() {}

    /**
     * What follows the number of records: {@code " of 20 rows (3 dropped)"} where they are not just
     * the rows of the file, else nothing.
     *
     * @param input null where it is not known
     */
    static String ofRows(@Nullable InputFacts input) {
        if (input == null || (input.rows() == input.records() && input.droppedRows() == 0)) {
            return "";
        }
        String dropped =
                input.droppedRows() == 0 ? "" : " (%,d dropped)".formatted(input.droppedRows());
        return " of %,d rows%s".formatted(input.rows(), dropped);
    }

    /** What follows a file's name: {@code " (read as JSON)"} where it is no usual CSV. */
    static String readAs(InputFacts input) {
        return input.readAs().equals("CSV") ? "" : " (read as %s)".formatted(input.readAs());
    }
}
