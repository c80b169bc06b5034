package dev.nightshift.pricing;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What AWS charges, as {@code pricing/aws.csv} has it. Immutable. */
public final class AwsPrices {
    private static final String BUILT_IN = "/pricing/aws.csv";
    private static final List<String> COLUMNS =
            List.of("item", "usd", "per", "source", "source_date");

    private final Map<AwsItem, AwsPrice> prices = new EnumMap<>(AwsItem.class);

    private AwsPrices() {}

    /** The prices that come with this version. */
    public static AwsPrices builtIn() {
        try (InputStream file = AwsPrices.class.getResourceAsStream(BUILT_IN)) {
            if (file == null) {
                throw new IllegalStateException(BUILT_IN + " is not on the class path");
            }
            return read(file, BUILT_IN);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + BUILT_IN, e);
        }
    }

    /**
     * Reads a price file; {@code name} is what error messages call it.
     *
     * @throws MalformedPricesException naming the line and the column that is wrong
     */
    static AwsPrices read(InputStream file, String name) throws IOException {
        var prices = new AwsPrices();
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder()
                        .commentStrategy(CommentStrategy.SKIP)
                        .ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
            for (NamedCsvRecord row : rows) {
                var line = new PriceLine(name, row);
                if (!row.getHeader().equals(COLUMNS) || row.getFieldCount() != COLUMNS.size()) {
                    throw line.malformed("the cells must be " + String.join(",", COLUMNS), null);
                }
                prices.add(line);
            }
        }
        return prices;
    }

    private void add(PriceLine line) {
        String wire = line.required("item", Function.identity());
        for (AwsItem item : AwsItem.values()) {
            if (item.wire().equals(wire)) {
                prices.put(
                        item,
                        new AwsPrice(
                                line.required("usd", BigDecimal::new),
                                line.required("per", BigDecimal::new),
                                line.required("source", Function.identity()),
                                line.required("source_date", LocalDate::parse)));
                return;
            }
        }
        throw line.malformed("\"" + wire + "\" is no item", null);
    }

    /** The price of an item; empty when nobody was found who names it: unknown, which is not 0. */
    public Optional<AwsPrice> of(AwsItem item) {
        return Optional.ofNullable(prices.get(item));
    }
}
