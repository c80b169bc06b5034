package dev.nightshift.pricing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Prices that users say themselves, in a line of text. */
public final class OwnPrices {
    private static final String RATE = "\\d{1,9}(?:\\.\\d{1,12})?";
    private static final String RATES = "(" + RATE + ")/(" + RATE + ")/(" + RATE + ")";
    private static final Pattern PRICE =
            Pattern.compile("([^\\s=]{1,200})=" + RATES + "(?:/" + RATES + ")?");
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private OwnPrices() {}

    /**
     * Reads {@code MODEL=INPUT/CACHED/OUTPUT}, in US dollars per 1,000,000 tokens in real time,
     * with a comma before each further model. In a batch all three are half of that, or what three
     * more figures say, {@code MODEL=INPUT/CACHED/OUTPUT/INPUT/CACHED/OUTPUT}.
     *
     * @param text blank for none
     * @throws IllegalArgumentException naming what cannot be read, or the model that is there twice
     */
    public static List<Price> parse(String text) {
        List<Price> prices = new ArrayList<>();
        if (text.isBlank()) {
            return prices;
        }
        for (String said : text.split(",", -1)) {
            var parts = PRICE.matcher(said);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "'"
                                + said
                                + "' is no price; one looks like my-model=0.15/0.075/0.60, US"
                                + " dollars per million tokens in, cached and out, with three more"
                                + " for batches where those are not half");
            }
            String model = parts.group(1);
            if (prices.stream().anyMatch(price -> price.model().equals(model))) {
                throw new IllegalArgumentException(model + " has two prices");
            }
            Rates realtime = rates(parts.group(2), parts.group(3), parts.group(4));
            Rates batch =
                    parts.group(5) == null
                            ? realtime.times(HALF)
                            : rates(parts.group(5), parts.group(6), parts.group(7));
            prices.add(new Price(model, null, realtime, batch, null, "the user's own", null));
        }
        return prices;
    }

    private static Rates rates(String input, String cached, String output) {
        return new Rates(new BigDecimal(input), new BigDecimal(cached), new BigDecimal(output));
    }
}
