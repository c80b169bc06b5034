/** Batches, from the check of their lines to the files of their results. */
@NullMarked
package dev.nightshift.simulator.batch;

import org.jspecify.annotations.NullMarked;
