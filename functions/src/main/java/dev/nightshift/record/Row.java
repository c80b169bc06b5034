package dev.nightshift.record;

import java.util.Map;

/** One row of the file as read. Every row of the file is exactly one of these. */
public sealed interface Row {
    /** Place among the job's rows, from 0. */
    long ordinal();

    /** First line of the row in the file, from 1. */
    long line();

    /** A row that becomes a request. */
    record Usable(SourceRecord record) implements Row {
        @Override
        public long ordinal() {
            return record.ordinal();
        }

        @Override
        public long line() {
            return record.line();
        }
    }

    /**
     * A row that cannot be used; the rest of the file goes on.
     *
     * @param id the row's id where it could be read, else the id made from its line; may be that of
     *     another row
     * @param message one line for a human
     * @param fields what could be read, in column order; maybe empty
     */
    record Unusable(
            long ordinal,
            long line,
            String id,
            SkipReason reason,
            String message,
            Map<String, String> fields)
            implements Row {
        public Unusable {
            SourceRecord.requirePlace(ordinal, line);
            fields = SourceRecord.inOrder(fields);
        }

        /** The same at another place among the job's rows. */
        public Unusable at(long other) {
            return new Unusable(other, line, id, reason, message, fields);
        }
    }
}
