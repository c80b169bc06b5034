package dev.nightshift.simulator.chance;

import java.util.SplittableRandom;

/**
 * Decisions that look random and are not: the same seed, subject and occasion give the same answer
 * in every run. Different subjects are independent of each other.
 *
 * @param seed any number
 */
public record Chance(long seed) {

    /** Whether something of probability {@code rate} (0 to 1) happens on this occasion. */
    public boolean happens(double rate, String subject, long occasion) {
        return rate > 0 && draw(subject, occasion) < rate;
    }

    /** A number from 0 up to, not including, 1. */
    public double draw(String subject, long occasion) {
        return (mix(seed ^ mix(hash(subject) + mix(occasion))) >>> 11) * 0x1.0p-53;
    }

    /** The chance that belongs to one thing, such as a batch by its number. */
    public Chance of(long thing) {
        return new Chance(mix(seed + mix(thing)));
    }

    /** The chance that belongs to one thing with a name. */
    public Chance of(String thing) {
        return of(hash(thing));
    }

    /** A source of many numbers. */
    public SplittableRandom numbers() {
        return new SplittableRandom(seed);
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finaliser of MurmurHash3, which spreads every bit over all others. */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
