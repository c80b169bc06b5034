/** Where the suites run, and what they make for themselves there. */
@NullMarked
package dev.nightshift.site;

import org.jspecify.annotations.NullMarked;
