/** The function between jobs and tables outside: takes what is due, and gives results back. */
@NullMarked
package dev.nightshift.exchange;

import org.jspecify.annotations.NullMarked;
