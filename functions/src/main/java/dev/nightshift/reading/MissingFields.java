package dev.nightshift.reading;

import dev.nightshift.record.Excerpt;
import dev.nightshift.record.Records;
import dev.nightshift.record.UnreadableInputException;
import java.util.List;
import java.util.stream.Stream;

/** Refuses inputs that lack what a task names. */
public final class MissingFields {
    private MissingFields() {}

    /**
     * Looks for fields among an input's columns.
     *
     * @param subject what needs the fields
     * @throws UnreadableInputException when no row can have one of them
     */
    public static void refuse(String subject, Stream<String> needed, Records rows) {
        List<String> missing =
                needed.filter(field -> !rows.columns().contains(field)).distinct().toList();
        if (rows.hasAllColumns() && !missing.isEmpty()) {
            throw new UnreadableInputException(
                    "%s needs the column%s %s; the file has %s"
                            .formatted(
                                    subject,
                                    missing.size() == 1 ? "" : "s",
                                    String.join(", ", missing),
                                    Excerpt.of(rows.columns())));
        }
    }
}
