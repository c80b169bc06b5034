/** How the rows of an input become records: put together, taken apart, left out. */
@NullMarked
package dev.nightshift.reading;

import org.jspecify.annotations.NullMarked;
