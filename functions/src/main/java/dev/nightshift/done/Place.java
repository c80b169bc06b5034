package dev.nightshift.done;

/**
 * Where a result lies.
 *
 * @param segment by its number in a {@link Lookup}
 * @param offset of its line in the segment's data
 * @param length of the line, without its line feed
 */
public record Place(int segment, long offset, int length) {}
