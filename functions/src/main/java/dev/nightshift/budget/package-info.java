/** Caps on money: what may be spent for a job and in a month, reserved before it is spent. */
@NullMarked
package dev.nightshift.budget;

import org.jspecify.annotations.NullMarked;
