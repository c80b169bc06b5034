/** Tables whose records jobs take, and give their results back to. */
@NullMarked
package dev.nightshift.source;

import org.jspecify.annotations.NullMarked;
