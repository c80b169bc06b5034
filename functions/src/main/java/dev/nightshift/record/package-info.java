/** record. */
@NullMarked
package dev.nightshift.record;

import org.jspecify.annotations.NullMarked;
