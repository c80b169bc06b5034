/** What every function's entry point has in common. */
@NullMarked
package dev.nightshift.lambda;

import org.jspecify.annotations.NullMarked;
