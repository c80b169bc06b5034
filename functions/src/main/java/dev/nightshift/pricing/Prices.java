package dev.nightshift.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The prices of models by day. Immutable. */
public final class Prices {
    private static final String BUILT_IN = "/pricing/prices.csv";
    private static final Pattern SNAPSHOT = Pattern.compile("(.+)-\\d{4}-\\d{2}-\\d{2}");

    private final List<Price> all;
    private final Map<String, List<Price>> byModel = new HashMap<>();

    /**
     * @throws IllegalArgumentException when a model has two prices from the same day
     */
    public Prices(List<Price> prices) {
        all = List.copyOf(prices);
        for (Price price : all) {
            List<Price> ofModel = byModel.getOrDefault(price.model(), List.of());
            for (Price other : ofModel) {
                if (start(other).equals(start(price))) {
                    throw new IllegalArgumentException(
                            price.model() + " has two prices from the same day");
                }
            }
            byModel.put(price.model(), withNewestFirst(ofModel, price));
        }
    }

    /** The prices that come with this version, read once. */
    public static Prices builtIn() {
        return BuiltIn.PRICES;
    }

    /**
     * Reads a price file; {@code name} is what error messages call it. The form is described at the
     * head of {@code pricing/prices.csv}.
     *
     * @throws MalformedPricesException naming the line and the column that is wrong
     */
    public static Prices read(InputStream file, String name) throws IOException {
        return new PriceFile(name).read(file);
    }

    /**
     * These and others, which are in place of all that is here of their models.
     *
     * @throws IllegalArgumentException when a model has two of the others from the same day
     */
    public Prices with(List<Price> others) {
        var together = new ArrayList<>(all);
        together.removeIf(
                price -> others.stream().anyMatch(other -> other.model().equals(price.model())));
        together.addAll(others);
        return new Prices(together);
    }

    /** All prices, in the order of the file. */
    public List<Price> all() {
        return all;
    }

    /**
     * The price of a model on a day. A dated snapshot such as {@code gpt-6-luna-2026-09-22} costs
     * what its model costs, unless it has a price of its own. Empty for a model without a known
     * price: the cost is then unknown, which is not 0.
     */
    public Optional<Price> of(String model, LocalDate day) {
        return exactly(model, day)
                .or(
                        () -> {
                            var snapshot = SNAPSHOT.matcher(model);
                            return snapshot.matches()
                                    ? exactly(snapshot.group(1), day)
                                    : Optional.empty();
                        });
    }

    private Optional<Price> exactly(String model, LocalDate day) {
        return byModel.getOrDefault(model, List.of()).stream()
                .filter(price -> !start(price).isAfter(day))
                .findFirst();
    }

    private static List<Price> withNewestFirst(List<Price> prices, Price price) {
        var sorted = new ArrayList<>(prices);
        sorted.add(price);
        sorted.sort(Comparator.comparing(Prices::start).reversed());
        return List.copyOf(sorted);
    }

    private static LocalDate start(Price price) {
        LocalDate from = price.from();
        return from == null ? LocalDate.MIN : from;
    }

    private static final class BuiltIn {
        static final Prices PRICES = load();

        private static Prices load() {
            try (InputStream file = Prices.class.getResourceAsStream(BUILT_IN)) {
                if (file == null) {
                    throw new IllegalStateException(BUILT_IN + " is not on the class path");
                }
                return read(file, BUILT_IN);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + BUILT_IN, e);
            }
        }
    }
}
