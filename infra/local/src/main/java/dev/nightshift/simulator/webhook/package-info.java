/** Whom the simulator tells when a batch is over, and how it does. */
@NullMarked
package dev.nightshift.simulator.webhook;

import org.jspecify.annotations.NullMarked;
