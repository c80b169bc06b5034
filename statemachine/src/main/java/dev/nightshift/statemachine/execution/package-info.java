/** Executions: their rows, their history, and the transitions between states. */
@NullMarked
package dev.nightshift.statemachine.execution;

import org.jspecify.annotations.NullMarked;
