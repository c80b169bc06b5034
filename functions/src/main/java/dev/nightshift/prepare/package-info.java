/** The function that turns a job's input into files of requests. */
@NullMarked
package dev.nightshift.prepare;

import org.jspecify.annotations.NullMarked;
