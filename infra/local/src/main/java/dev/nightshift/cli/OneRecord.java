package dev.nightshift.cli;

import dev.nightshift.record.InputHints;
import dev.nightshift.record.InputReader;
import dev.nightshift.record.Records;
import dev.nightshift.record.Row;
import dev.nightshift.record.UnreadableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

/** Finds one record of a file. */
final class OneRecord {
    private OneRecord() {}

    /**
     * The fields of a row.
     *
     * @param number from 1
     * @throws CommandException when there is no such row, or it cannot be used
     */
    static Map<String, String> atRow(Path file, InputHints hints, long number) {
        return find(file, hints, row -> row.ordinal() == number - 1, "row " + number);
    }

    /**
     * The fields of the record with an id.
     *
     * @throws CommandException when there is no such record, or it cannot be used
     */
    static Map<String, String> named(Path file, InputHints hints, String id) {
        return find(
                file,
                hints,
                row ->
                        switch (row) {
                            case Row.Usable(var record) -> record.id().equals(id);
                            case Row.Unusable unusable -> unusable.id().equals(id);
                        },
                "record '" + id + "'");
    }

    private static Map<String, String> find(
            Path file, InputHints hints, Predicate<Row> wanted, String named) {
        String name = String.valueOf(file.getFileName());
        try (Records records =
                InputReader.open(Files.newInputStream(file), name, hints, null, true)) {
            for (Row row = records.next(); row != null; row = records.next()) {
                if (wanted.test(row)) {
                    return fields(row, name);
                }
            }
            throw CommandException.wrong(
                    "%s: there is no %s; it has %,d rows"
                            .formatted(name, named, records.rowsRead()));
        } catch (UnreadableInputException e) {
            throw CommandException.wrong(name + ": " + e.getMessage());
        } catch (IOException e) {
            throw CommandException.wrong(name + ": it cannot be read: " + e.getMessage());
        }
    }

    private static Map<String, String> fields(Row row, String name) {
        return switch (row) {
            case Row.Usable(var record) -> record.fields();
            case Row.Unusable unusable ->
                    throw CommandException.wrong(
                            "%s: line %,d cannot be used: %s"
                                    .formatted(name, unusable.line(), unusable.message()));
        };
    }
}
