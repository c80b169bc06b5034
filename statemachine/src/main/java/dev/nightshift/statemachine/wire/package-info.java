/** The engine in the wire format of AWS Step Functions. */
@NullMarked
package dev.nightshift.statemachine.wire;

import org.jspecify.annotations.NullMarked;
