/** What work costs, in US dollars, exactly. */
@NullMarked
package dev.nightshift.pricing;

import org.jspecify.annotations.NullMarked;
