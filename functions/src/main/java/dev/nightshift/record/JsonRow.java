package dev.nightshift.record;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a JSON file.
 *
 * @param line first line, from 1
 * @param fields text by name, in the order of the file
 * @param defect why it cannot be used; null if it can
 */
record JsonRow(long line, Map<String, String> fields, @Nullable String defect) {}
