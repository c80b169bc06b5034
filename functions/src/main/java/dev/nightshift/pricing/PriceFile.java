package dev.nightshift.pricing;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads prices from a file in the form of {@code pricing/prices.csv}. */
final class PriceFile {
    private static final List<String> COLUMNS =
            List.of(
                    "model",
                    "from",
                    "input",
                    "cached_input",
                    "output",
                    "batch_factor",
                    "batch_cached_input",
                    "long_over",
                    "long_input_factor",
                    "long_output_factor",
                    "source",
                    "source_date");

    private final String name;

    PriceFile(String name) {
        this.name = name;
    }

    Prices read(InputStream file) throws IOException {
        var prices = new ArrayList<Price>();
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder()
                        .commentStrategy(CommentStrategy.SKIP)
                        .ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
            for (NamedCsvRecord row : rows) {
                requireColumns(row);
                var line = new PriceLine(name, row);
                if (row.getFieldCount() != COLUMNS.size()) {
                    throw line.malformed(
                            row.getFieldCount() + " cells instead of " + COLUMNS.size(), null);
                }
                prices.add(price(line));
            }
            if (prices.isEmpty()) {
                throw new MalformedPricesException(name + ": there are no prices in it", null);
            }
            return new Prices(prices);
        } catch (CsvParseException | IllegalArgumentException e) {
            throw new MalformedPricesException(name + ": " + e.getMessage(), e);
        }
    }

    private void requireColumns(NamedCsvRecord row) {
        if (!row.getHeader().equals(COLUMNS)) {
            throw new MalformedPricesException(
                    name + ": the columns must be " + String.join(",", COLUMNS), null);
        }
    }

    private static Price price(PriceLine line) {
        BigDecimal input = line.required("input", BigDecimal::new);
        BigDecimal output = line.required("output", BigDecimal::new);
        BigDecimal batch = line.required("batch_factor", BigDecimal::new);
        try {
            return new Price(
                    line.required("model", Function.identity()),
                    line.optional("from", LocalDate::parse),
                    new Rates(input, line.optional("cached_input", BigDecimal::new), output),
                    new Rates(
                            input.multiply(batch),
                            line.optional("batch_cached_input", BigDecimal::new),
                            output.multiply(batch)),
                    longContext(line),
                    line.required("source", Function.identity()),
                    line.required("source_date", LocalDate::parse));
        } catch (IllegalArgumentException e) {
            throw line.malformed(String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable LongContext longContext(PriceLine line) {
        Long over = line.optional("long_over", Long::valueOf);
        return over == null
                ? null
                : new LongContext(
                        over,
                        line.required("long_input_factor", BigDecimal::new),
                        line.required("long_output_factor", BigDecimal::new));
    }
}
