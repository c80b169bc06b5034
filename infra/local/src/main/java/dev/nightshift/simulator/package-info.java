/** A local stand-in for OpenAI's HTTP interface, which official clients can use unchanged. */
@NullMarked
package dev.nightshift.simulator;

import org.jspecify.annotations.NullMarked;
