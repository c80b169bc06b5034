/** The function that calls an address of the user's when a job is over. */
@NullMarked
package dev.nightshift.tell;

import org.jspecify.annotations.NullMarked;
