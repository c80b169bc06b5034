/** Chance that repeats: what goes wrong, and when, is decided by a seed. */
@NullMarked
package dev.nightshift.simulator.chance;

import org.jspecify.annotations.NullMarked;
