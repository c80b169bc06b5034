/**
 * The function that turns what came back into outcomes, and the outcomes into results and a bill.
 */
@NullMarked
package dev.nightshift.collect;

import org.jspecify.annotations.NullMarked;
