/** The function that looks whether a batch is over, and wakes whoever waits for it. */
@NullMarked
package dev.nightshift.poll;

import org.jspecify.annotations.NullMarked;
