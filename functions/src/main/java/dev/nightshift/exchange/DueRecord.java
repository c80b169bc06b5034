package dev.nightshift.exchange;

import java.util.List;

/**
 * A record of a table that is due.
 *
 * @param key by which it is found again, as text
 * @param version what its attribute of changes was when it was read, as text; {@code -} for none
 * @param cells its fields, in the order of the table's columns
 */
record DueRecord(String key, String version, List<String> cells) {
    /** The version of a record that has none. */
    static final String NO_VERSION = "-";
}
