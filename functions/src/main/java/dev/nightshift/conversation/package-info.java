/**
 * The functions that hold conversations about records: turn by turn, and a turn of many at once.
 */
@NullMarked
package dev.nightshift.conversation;

import org.jspecify.annotations.NullMarked;
