/** JSONata expressions, and the JSON templates that hold them. */
@NullMarked
package dev.nightshift.statemachine.expression;

import org.jspecify.annotations.NullMarked;
