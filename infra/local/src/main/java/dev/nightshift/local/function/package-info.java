/** Functions run in this process as Lambda would run them. */
@NullMarked
package dev.nightshift.local.function;

import org.jspecify.annotations.NullMarked;
