package dev.nightshift.reading;

import java.util.List;

/**
 * A row that is part of a record.
 *
 * @param key by which it is sorted; "" where nothing is
 * @param kept the record's fields, if this is its first row
 * @param json the row in the record's list
 */
record GroupRow(String key, List<String> kept, String json) {}
