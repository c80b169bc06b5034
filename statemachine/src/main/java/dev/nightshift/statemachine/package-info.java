/**
 * The durable engine that runs the deployed state machine off AWS.
 *
 * <p>{@link dev.nightshift.statemachine.Engine} is the way in. To understand it, read in {@code
 * execution}: {@code Frame} and {@code Phase} (what there is of an execution), {@code Interpreter},
 * {@code Exits}, {@code Tasks} and {@code Fans} (what a state does), {@code Transition}, {@code
 * Store} and {@code Runner} (how that becomes durable, and who does it when).
 */
@NullMarked
package dev.nightshift.statemachine;

import org.jspecify.annotations.NullMarked;
