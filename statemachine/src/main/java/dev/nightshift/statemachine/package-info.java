/** The durable engine that runs the deployed state machine off AWS. */
@NullMarked
package dev.nightshift.statemachine;

import org.jspecify.annotations.NullMarked;
