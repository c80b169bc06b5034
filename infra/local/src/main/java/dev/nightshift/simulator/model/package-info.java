/** The model: what it refuses, what it replies and what that costs in tokens. */
@NullMarked
package dev.nightshift.simulator.model;

import org.jspecify.annotations.NullMarked;
