package dev.nightshift.cli.api;

/**
 * Tokens of a turn, or of several.
 *
 * @param sent what was put on the wire
 * @param resent what would have been, with all that was said before
 * @param billed input, as OpenAI bills it
 * @param cached the part of it that OpenAI had in its cache
 * @param output what the model wrote
 */
public record TurnTokens(long sent, long resent, long billed, long cached, long output) {}
