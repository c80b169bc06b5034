package dev.nightshift.exchange;

import dev.nightshift.job.Delivery.Fate;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as one job sees it. Whatever it does may be repeated: the same then stands in the table.
 */
interface OpenTable extends AutoCloseable {
    /**
     * Records that are due.
     *
     * @param next where to go on reading; null at the end
     */
    record Page(List<DueRecord> records, @Nullable String next) {}

    /** The names of the records' fields. */
    List<String> columns() throws IOException;

    /**
     * The next records that are due, in the order of the table; claimed for the job, where records
     * bear claims.
     *
     * @param after the {@code next} of the page before; null for the beginning
     * @param most records at most, 1 or more; there may be fewer, or none, before the end. With so
     *     many the job has all it takes, and what is left of the page is not asked for again
     */
    Page read(@Nullable String after, int most) throws IOException;

    /** Whether any record is due and free, without claiming it. */
    boolean hasDue() throws IOException;

    /**
     * Writes how records ended, each as a whole or not at all, and only where it is still there, as
     * it was read, and no other job's.
     *
     * @return what became of each, in order
     */
    List<Fate> write(List<Ended> some) throws IOException;

    @Override
    void close();
}
