/**
 * The function that sends an attempt's requests one by one, many at a time, and leaves what a batch
 * would have left.
 */
@NullMarked
package dev.nightshift.realtime;

import org.jspecify.annotations.NullMarked;
