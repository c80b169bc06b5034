package dev.nightshift.simulator.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.random.RandomGenerator;

/** Picks numbers within bounds. */
final class Numbers {
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final int FINEST = 30;
    private static final long MOST = Long.MAX_VALUE / 4;

    private Numbers() {}

    /** A number that fits; the lower bound when none does. */
    static BigDecimal pick(Shape.Numeric shape, RandomGenerator random) {
        BigDecimal step = shape.step();
        if (shape.whole()) {
            return pick(shape, step == null ? BigDecimal.ONE : wholeMultiple(step), random);
        }
        if (step != null) {
            return pick(shape, step, random);
        }
        BigDecimal fine = CENT;
        while (fine.scale() < FINEST && count(shape, fine).signum() <= 0) {
            fine = fine.movePointLeft(1);
        }
        return pick(shape, fine, random);
    }

    private static BigDecimal pick(Shape.Numeric shape, BigDecimal step, RandomGenerator random) {
        BigInteger count = count(shape, step);
        if (count.signum() <= 0) {
            return shape.min();
        }
        long offset = random.nextLong(count.min(BigInteger.valueOf(MOST)).longValueExact());
        return new BigDecimal(first(shape, step).add(BigInteger.valueOf(offset))).multiply(step);
    }

    /** How many multiples of the step fit. */
    private static BigInteger count(Shape.Numeric shape, BigDecimal step) {
        BigDecimal last = shape.max().divide(step, 0, RoundingMode.FLOOR);
        if (shape.openMax() && last.multiply(step).compareTo(shape.max()) == 0) {
            last = last.subtract(BigDecimal.ONE);
        }
        return last.toBigInteger().subtract(first(shape, step)).add(BigInteger.ONE);
    }

    private static BigInteger first(Shape.Numeric shape, BigDecimal step) {
        BigDecimal first = shape.min().divide(step, 0, RoundingMode.CEILING);
        if (shape.openMin() && first.multiply(step).compareTo(shape.min()) == 0) {
            first = first.add(BigDecimal.ONE);
        }
        return first.toBigInteger();
    }

    private static BigDecimal wholeMultiple(BigDecimal step) {
        BigDecimal plain = step.stripTrailingZeros();
        return plain.scale() <= 0 ? plain : plain.movePointRight(plain.scale());
    }
}
