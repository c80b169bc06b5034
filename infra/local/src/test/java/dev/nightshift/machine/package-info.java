/** What a state machine does, on whatever passes for Step Functions. */
@NullMarked
package dev.nightshift.machine;

import org.jspecify.annotations.NullMarked;
