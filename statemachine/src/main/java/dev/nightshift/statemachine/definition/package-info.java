/** A state machine definition: read once, checked whole, refused where anything is unknown. */
@NullMarked
package dev.nightshift.statemachine.definition;

import org.jspecify.annotations.NullMarked;
