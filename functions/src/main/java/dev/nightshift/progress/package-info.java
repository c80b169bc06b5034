/** How far jobs are. */
@NullMarked
package dev.nightshift.progress;

import org.jspecify.annotations.NullMarked;
