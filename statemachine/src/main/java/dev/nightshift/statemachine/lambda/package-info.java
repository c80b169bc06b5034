/** How a state machine calls a function. */
@NullMarked
package dev.nightshift.statemachine.lambda;

import org.jspecify.annotations.NullMarked;
