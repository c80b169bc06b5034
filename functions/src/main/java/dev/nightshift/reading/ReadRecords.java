package dev.nightshift.reading;

import dev.nightshift.record.InputHints;
import dev.nightshift.record.InputReader;
import dev.nightshift.record.Records;
import dev.nightshift.record.UnreadableInputException;
import dev.nightshift.storage.ScratchSettings;
import java.io.IOException;
import java.io.InputStream;

/** Makes records of an input as a task wants them: its rows, put together, then taken apart. */
public final class ReadRecords {
    private ReadRecords() {}

    /**
     * Stands before the first record of an input.
     *
     * @param in taken over: closed with the records, and also when it cannot be opened
     * @param name the file's, as a hint of what it is
     * @param scratch where rows lie that are put together
     * @throws UnreadableInputException when the input cannot be used as a whole
     */
    public static Records open(
            InputStream in,
            String name,
            InputHints options,
            Reading reading,
            ScratchSettings scratch)
            throws IOException {
        Group group = reading.group();
        Records rows = InputReader.open(in, name, options, reading.path(), group == null);
        try {
            Records records = rows;
            if (group != null) {
                if (options.idColumn() != null) {
                    throw new UnreadableInputException(
                            "the task groups rows by %s, which is the records' id; leave the id column out"
                                    .formatted(group.by()));
                }
                var maker = new GroupMaker(group, rows);
                records =
                        group.isAdjacent()
                                ? new AdjacentGroups(rows, maker)
                                : new ScatteredGroups(rows, maker, group.by(), scratch);
            }
            // What has failed so far has laid nothing down.
            return reading.split() == null ? records : split(records, reading.split());
        } catch (IOException | RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private static Records split(Records records, Split split) throws IOException {
        try {
            return new SplitRecords(records, split);
        } catch (IOException | RuntimeException e) {
            records.close();
            throw e;
        }
    }
}
