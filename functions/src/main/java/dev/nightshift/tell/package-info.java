/** The function that calls addresses of the user's when a job is over. */
@NullMarked
package dev.nightshift.tell;

import org.jspecify.annotations.NullMarked;
