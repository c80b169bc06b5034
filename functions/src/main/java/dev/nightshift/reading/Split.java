package dev.nightshift.reading;

import org.jspecify.annotations.Nullable;

/**
 * A record becomes one for each member of a list or object that it holds.
 *
 * @param field holds the list or object, as JSON; the parts do not have it
 * @param most how many parts are sent; null for all
 * @param key the parts' field for the member's name, or for its place in the list, from 1; null for
 *     none
 * @param value the parts' field for a member that is no object; null for none. The members of one
 *     that is become fields themselves
 */
public record Split(
        String field, @Nullable Integer most, @Nullable String key, @Nullable String value) {}
