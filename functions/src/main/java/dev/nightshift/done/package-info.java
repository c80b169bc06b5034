/** The index of finished work: which results are there already, and where. */
@NullMarked
package dev.nightshift.done;

import org.jspecify.annotations.NullMarked;
