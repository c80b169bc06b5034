package dev.nightshift.governor;

/**
 * How many attempts are in a model's queue.
 *
 * @param held those that have their tokens
 * @param waiting those that wait for them
 */
public record Depth(long held, long waiting) {}
