/** What is packaged for Lambda, run as Lambda runs it. */
@NullMarked
package dev.nightshift.packaged;

import org.jspecify.annotations.NullMarked;
