package dev.nightshift.tokens;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code tokens/models.csv}, whose head describes its columns. */
final class ModelFile {
    private static final String BUILT_IN = "/tokens/models.csv";

    private ModelFile() {}

    static List<ModelFacts> builtIn() {
        try (InputStream file = ModelFile.class.getResourceAsStream(BUILT_IN)) {
            if (file == null) {
                throw new IllegalStateException(BUILT_IN + " is not on the class path");
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + BUILT_IN, e);
        }
    }

    private static List<ModelFacts> read(InputStream file) throws IOException {
        var models = new ArrayList<ModelFacts>();
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder()
                        .commentStrategy(CommentStrategy.SKIP)
                        .ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
            for (NamedCsvRecord row : rows) {
                models.add(facts(row));
            }
        }
        return List.copyOf(models);
    }

    private static ModelFacts facts(NamedCsvRecord row) {
        return new ModelFacts(
                row.getField("model"),
                TextEncoding.fromWire(row.getField("encoding")),
                Integer.parseInt(row.getField("margin_percent")),
                optional(row.getField("context")),
                optional(row.getField("input")),
                row.getField("source"),
                LocalDate.parse(row.getField("source_date")));
    }

    private static @Nullable Integer optional(String number) {
        return number.isEmpty() ? null : Integer.valueOf(number);
    }
}
