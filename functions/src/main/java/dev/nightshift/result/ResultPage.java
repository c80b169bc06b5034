package dev.nightshift.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a job's results.
 *
 * @param rows each with the line feed that ends it, in UTF-8
 * @param next the byte at which the next page begins; null at the end
 */
public record ResultPage(List<byte[]> rows, @Nullable Long next) {}
