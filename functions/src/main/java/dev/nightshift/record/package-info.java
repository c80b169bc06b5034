/** What goes in, and what became of it: the rows of an input file, and the outcome of each. */
@NullMarked
package dev.nightshift.record;

import org.jspecify.annotations.NullMarked;
