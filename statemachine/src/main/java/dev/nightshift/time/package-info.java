/** The time by which everything local lives, so that a day can pass in a second. */
@NullMarked
package dev.nightshift.time;

import org.jspecify.annotations.NullMarked;
