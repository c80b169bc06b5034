/** Figures by which operators see how a stack is doing. */
@NullMarked
package dev.nightshift.metrics;

import org.jspecify.annotations.NullMarked;
