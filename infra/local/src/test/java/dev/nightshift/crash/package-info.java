/** Functions that die, or are failed, at every call they make; and whether anything comes of it. */
@NullMarked
package dev.nightshift.crash;

import org.jspecify.annotations.NullMarked;
