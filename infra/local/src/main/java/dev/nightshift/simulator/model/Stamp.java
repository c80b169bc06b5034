package dev.nightshift.simulator.model;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * What tells one answer from another.
 *
 * @param hex 32 hexadecimal digits
 * @param created Unix seconds
 */
public record Stamp(String hex, long created) {

    /** A stamp by chance. */
    public static Stamp of(RandomGenerator random, long created) {
        return new Stamp(hex(random), created);
    }

    /** 32 hexadecimal digits. */
    public static String hex(RandomGenerator random) {
        HexFormat format = HexFormat.of();
        return format.toHexDigits(random.nextLong()) + format.toHexDigits(random.nextLong());
    }
}
