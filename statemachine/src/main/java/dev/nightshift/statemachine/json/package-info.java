/** JSON as the engine reads, measures and stores it. */
@NullMarked
package dev.nightshift.statemachine.json;

import org.jspecify.annotations.NullMarked;
