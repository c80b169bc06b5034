package dev.nightshift.simulator.model;

/**
 * What a request goes on from.
 *
 * @param tokens read again, and paid for again, with it
 * @param words of what the user said before
 */
public record Past(long tokens, String words) {
    public static final Past NONE = new Past(0, "");
}
