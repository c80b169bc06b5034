package dev.nightshift.budget;

import java.math.BigDecimal;

/**
 * Amounts of US dollars that can be added up exactly. DynamoDB's numbers have 38 digits: fifteen
 * before the point and twenty behind it leave three for sums.
 */
public final class Dollars {
    /** What an amount looks like in requests, as a regular expression. */
    public static final String SHAPE = "[0-9]{1,15}([.][0-9]{1,20})?";

    private static final int WHOLE_DIGITS = 15;
    private static final int DECIMALS = 20;

    private Dollars() {}

    /**
     * Reads an amount.
     *
     * @param name what it is, for the message
     * @throws IllegalArgumentException when it is none
     */
    public static BigDecimal parse(String name, String text) {
        try {
            return require(name, new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    name + " must be a number of US dollars: '" + text + "'", e);
        }
    }

    /**
     * The amount, if it is none below zero and fits.
     *
     * @param name what it is, for the message
     * @throws IllegalArgumentException when it is not
     */
    static BigDecimal require(String name, BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        if (plain.signum() < 0
                || plain.scale() > DECIMALS
                || (long) plain.precision() - plain.scale() > WHOLE_DIGITS) {
            throw new IllegalArgumentException(
                    name
                            + " must be from 0, with at most "
                            + WHOLE_DIGITS
                            + " digits before the point and "
                            + DECIMALS
                            + " behind it: "
                            + amount);
        }
        return plain;
    }
}
